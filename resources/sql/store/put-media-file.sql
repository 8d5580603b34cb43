INSERT INTO media_file (sha256, size, used_at) VALUES (:sha256, :size, :used_at)
ON CONFLICT (sha256) DO UPDATE SET size = excluded.size, used_at = excluded.used_at
