SELECT s.family FROM session_used u JOIN session s ON s.id = u.session_id
 WHERE u.refresh_hash = :hash
