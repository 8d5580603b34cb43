INSERT INTO label (id, name_key) VALUES (:id, :name_key)
ON CONFLICT (id) DO UPDATE SET name_key = excluded.name_key
