DELETE FROM media_staged WHERE EXISTS (
  SELECT 1 FROM media_unlink u
  WHERE u.company_id = media_staged.company_id AND u.sha256 = media_staged.sha256)
