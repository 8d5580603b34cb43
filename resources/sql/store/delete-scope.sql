DELETE FROM scope WHERE name = :name
