-- A note; the test's own table.
INSERT INTO note (id, body) VALUES (:id, :body);
