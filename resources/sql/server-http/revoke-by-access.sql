UPDATE session SET revoked_at = :now WHERE access_hash = :hash AND revoked_at IS NULL
