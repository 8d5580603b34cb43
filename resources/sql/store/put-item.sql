INSERT INTO item (scope, type, id, seq, generation, body)
VALUES (:scope, :type, :id, :seq, :generation, :body)
ON CONFLICT (scope, type, id) DO UPDATE
SET seq = excluded.seq, generation = excluded.generation, body = excluded.body
