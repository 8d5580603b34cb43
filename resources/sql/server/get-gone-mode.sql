SELECT mode FROM tombstone WHERE company_id = :company_id AND scope = :scope LIMIT 1
