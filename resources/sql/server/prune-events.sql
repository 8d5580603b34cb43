DELETE FROM event WHERE delivered_at < :before
