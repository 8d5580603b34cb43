INSERT INTO media_file (company_id, sha256, applicant_id, size, wrapped)
VALUES (:company_id, :sha256, :applicant_id, :size, :wrapped)
ON CONFLICT DO NOTHING
