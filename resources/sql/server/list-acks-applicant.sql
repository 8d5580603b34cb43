SELECT id, status FROM command_answer
WHERE user_id = :user_id AND seq > :from AND seq <= :to AND company_id = :company_id
  AND applicant_id = :applicant_id AND at >= :since
ORDER BY seq LIMIT 1000
