INSERT INTO command_answer (id, company_id, user_id, client, type, applicant_id, mode, body_sha256, status,
  answer, seq, at)
VALUES (:id, :company_id, :user_id, :client, :type, :applicant_id, :mode, :body_sha256, :status,
  :answer, :seq, :at)
