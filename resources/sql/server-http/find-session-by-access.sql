SELECT id, user_id FROM session
 WHERE access_hash = :hash AND revoked_at IS NULL AND access_expires_at > :now
