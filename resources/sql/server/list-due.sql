SELECT id, company_id FROM applicant
WHERE scheduled_deletion_at IS NOT NULL AND scheduled_deletion_at <= :now
ORDER BY scheduled_deletion_at LIMIT 1000
