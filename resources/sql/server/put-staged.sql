INSERT INTO media_staged (company_id, sha256, size, wrapped, at)
VALUES (:company_id, :sha256, :size, :wrapped, :at)
