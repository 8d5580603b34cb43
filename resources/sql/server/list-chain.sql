SELECT * FROM timeline_entry WHERE company_id = :company_id ORDER BY n
