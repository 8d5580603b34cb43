SELECT u.company_id, u.sha256,
  EXISTS (SELECT 1 FROM media_file f WHERE f.company_id = u.company_id AND f.sha256 = u.sha256)
  OR EXISTS (SELECT 1 FROM media_staged s WHERE s.company_id = u.company_id AND s.sha256 = u.sha256)
FROM media_unlink u
