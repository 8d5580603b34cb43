SELECT u.company_id, u.full_name, u.status, r.permissions, c.live_enabled
FROM user u JOIN role r ON r.id = u.role_id JOIN company c ON c.id = u.company_id
WHERE u.id = :user_id
