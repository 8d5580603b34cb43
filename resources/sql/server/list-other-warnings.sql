SELECT * FROM warning WHERE other_applicant_id = :applicant_id AND company_id = :company_id
