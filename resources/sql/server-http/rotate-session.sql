UPDATE session
   SET refresh_hash = :refresh_hash, access_hash = :access_hash,
       access_expires_at = :access_expires_at, expires_at = :expires_at,
       used_at = :now, address = :address
 WHERE id = :id AND refresh_hash = :old_hash AND revoked_at IS NULL
