INSERT INTO media_unlink (company_id, sha256)
SELECT s.company_id, s.sha256 FROM media_staged s
WHERE s.at < :before AND NOT EXISTS (
  SELECT 1 FROM media_file f WHERE f.company_id = s.company_id AND f.sha256 = s.sha256)
ON CONFLICT DO NOTHING
