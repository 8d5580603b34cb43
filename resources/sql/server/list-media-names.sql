SELECT company_id, sha256 FROM media_file
UNION SELECT company_id, sha256 FROM media_staged
