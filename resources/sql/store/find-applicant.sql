SELECT rowid FROM applicant WHERE id = :id
