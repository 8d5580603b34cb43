SELECT id, user_id, family, device FROM session
 WHERE refresh_hash = :hash AND revoked_at IS NULL AND expires_at > :now
