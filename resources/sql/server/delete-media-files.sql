DELETE FROM media_file WHERE applicant_id = :applicant_id
