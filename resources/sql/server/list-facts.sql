SELECT 'step_result', id, seq FROM step_result WHERE applicant_id = :applicant_id
UNION ALL SELECT 'warning', id, seq FROM warning WHERE applicant_id = :applicant_id
UNION ALL SELECT 'aml_match', id, seq FROM aml_match WHERE applicant_id = :applicant_id
UNION ALL SELECT 'review', id, seq FROM review WHERE applicant_id = :applicant_id
