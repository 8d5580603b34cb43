SELECT id FROM company ORDER BY created_at, id LIMIT 1
