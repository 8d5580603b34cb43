SELECT token, generation, complete FROM scope WHERE name = :name
