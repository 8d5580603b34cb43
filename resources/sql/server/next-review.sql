SELECT count(*) + 1 FROM review WHERE applicant_id = :applicant_id
