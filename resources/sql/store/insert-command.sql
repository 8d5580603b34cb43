INSERT INTO command (id, type, target, applicant_id, base, seen, args, made_at, state)
VALUES (:id, :type, :target, :applicant_id, :base, :seen, :args, :made_at, :state)
