INSERT INTO media_unlink (company_id, sha256)
SELECT f.company_id, f.sha256 FROM media_file f
WHERE f.applicant_id = :applicant_id AND NOT EXISTS (
  SELECT 1 FROM media_file o
  WHERE o.company_id = f.company_id AND o.sha256 = f.sha256 AND o.applicant_id != f.applicant_id)
ON CONFLICT DO NOTHING
