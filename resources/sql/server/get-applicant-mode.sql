SELECT mode FROM applicant WHERE id = :id AND company_id = :company_id
