SELECT id FROM timeline_entry WHERE applicant_id = :applicant_id
