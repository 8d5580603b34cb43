SELECT rowid AS row_number, * FROM applicant WHERE rowid = :nr
