SELECT f.size, f.wrapped, k.wrapped
FROM media_file f JOIN applicant_key k ON k.applicant_id = f.applicant_id
WHERE f.company_id = :company_id AND f.sha256 = :sha256
LIMIT 1
