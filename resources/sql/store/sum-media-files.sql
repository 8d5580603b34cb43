SELECT coalesce(sum(size), 0) FROM media_file
