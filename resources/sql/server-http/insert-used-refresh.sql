INSERT INTO session_used (refresh_hash, session_id) VALUES (:hash, :id)
