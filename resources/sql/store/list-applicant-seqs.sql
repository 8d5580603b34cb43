SELECT id, seq FROM applicant WHERE mode = :mode
