INSERT INTO sequence (company_id, n) VALUES (:company_id, 1)
ON CONFLICT (company_id) DO UPDATE SET n = n + 1
RETURNING n
