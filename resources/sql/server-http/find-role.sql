SELECT id FROM role WHERE name = :name ORDER BY id LIMIT 1
