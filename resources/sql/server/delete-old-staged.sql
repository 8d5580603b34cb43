DELETE FROM media_staged WHERE at < :before
