SELECT company_id, user_id, body_sha256, status, answer, seq FROM command_answer
WHERE id = :id
