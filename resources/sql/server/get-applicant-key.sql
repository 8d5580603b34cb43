SELECT wrapped FROM applicant_key WHERE applicant_id = :applicant_id
