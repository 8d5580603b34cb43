SELECT company_id FROM chain_head
UNION SELECT company_id FROM timeline_entry
UNION SELECT company_id FROM company
