DELETE FROM tombstone WHERE at < :before
