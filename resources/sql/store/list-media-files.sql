SELECT sha256, size FROM media_file ORDER BY used_at, sha256
