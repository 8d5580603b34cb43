UPDATE warning SET other_applicant_id = :other WHERE id = :id
