SELECT n, id, type, target, applicant_id, base, seen, args, made_at, state, answered_seq,
       error_code, error_message, current
FROM command ORDER BY n
