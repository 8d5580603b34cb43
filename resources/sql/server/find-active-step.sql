SELECT * FROM step_result
WHERE applicant_id = :applicant_id AND step = :step AND state = 'active' AND id != :id
