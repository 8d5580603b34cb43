SELECT f.size, f.wrapped, k.wrapped, m.mime
FROM media m
JOIN applicant a ON a.id = m.applicant_id
JOIN media_file f
  ON f.company_id = m.company_id AND f.sha256 = m.sha256 AND f.applicant_id = m.applicant_id
JOIN applicant_key k ON k.applicant_id = m.applicant_id
WHERE m.company_id = :company_id AND m.sha256 = :sha256 AND (a.mode = 'test' OR :live)
LIMIT 1
