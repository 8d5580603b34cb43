UPDATE command_answer SET status = 404, answer = :answer, client = NULL
WHERE applicant_id = :applicant_id
