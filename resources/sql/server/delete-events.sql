DELETE FROM event WHERE applicant_id = :applicant_id
