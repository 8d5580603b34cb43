UPDATE session SET revoked_at = :now WHERE family = :family AND revoked_at IS NULL
