DELETE FROM media_file WHERE sha256 = :sha256
