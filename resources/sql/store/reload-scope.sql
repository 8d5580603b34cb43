UPDATE scope SET token = NULL, generation = generation + 1, complete = 0 WHERE name = :name
