SELECT * FROM applicant WHERE id = :id
