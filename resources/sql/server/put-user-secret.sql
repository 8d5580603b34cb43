INSERT INTO user_secret (user_id, password_hash, changed_at)
VALUES (:user_id, :password_hash, :at)
ON CONFLICT (user_id) DO UPDATE SET password_hash = excluded.password_hash, changed_at = excluded.changed_at
