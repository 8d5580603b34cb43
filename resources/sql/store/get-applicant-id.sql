SELECT id FROM applicant WHERE rowid = :nr
