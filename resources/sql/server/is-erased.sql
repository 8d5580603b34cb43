SELECT EXISTS (SELECT 1 FROM timeline_entry
  WHERE company_id = :company_id AND applicant_id = :applicant_id
    AND event = 'applicant.erased' AND redacted = 0 AND n > :n)
  AND NOT EXISTS (SELECT 1 FROM applicant WHERE id = :applicant_id)
