DELETE FROM session WHERE expires_at < :before OR revoked_at < :before
