INSERT INTO applicant_key (applicant_id, company_id, wrapped)
VALUES (:applicant_id, :company_id, :wrapped)
