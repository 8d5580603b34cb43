SELECT n FROM sequence WHERE company_id = :company_id
