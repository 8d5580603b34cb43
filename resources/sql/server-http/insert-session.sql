INSERT INTO session (id, user_id, device, family, refresh_hash, access_hash, access_expires_at,
                     expires_at, created_at, used_at, address)
VALUES (:id, :user_id, :device, :family, :refresh_hash, :access_hash, :access_expires_at,
        :expires_at, :now, :now, :address)
