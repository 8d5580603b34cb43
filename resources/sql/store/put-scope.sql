INSERT INTO scope (name, token, generation, complete)
VALUES (:name, :token, :generation, :complete)
ON CONFLICT (name) DO UPDATE
SET token = excluded.token, generation = excluded.generation, complete = excluded.complete
