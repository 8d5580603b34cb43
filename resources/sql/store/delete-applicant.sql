DELETE FROM applicant WHERE id = :id AND mode = :mode
