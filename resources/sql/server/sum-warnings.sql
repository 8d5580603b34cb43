SELECT kind, count(*) FROM warning
WHERE applicant_id = :applicant_id AND state = 'unresolved'
GROUP BY kind ORDER BY kind
