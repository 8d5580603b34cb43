INSERT INTO event (id, company_id, mode, applicant_id, type, seq, payload, at)
VALUES (:id, :company_id, :mode, :applicant_id, :type, :seq, :payload, :at)
