UPDATE media_file SET used_at = :used_at WHERE sha256 = :sha256
