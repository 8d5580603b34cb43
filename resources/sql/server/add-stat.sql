INSERT INTO stat_count (company_id, mode, day, word, n)
VALUES (:company_id, :mode, :day, :word, :n)
ON CONFLICT (company_id, mode, day, word) DO UPDATE SET n = n + excluded.n
