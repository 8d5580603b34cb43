INSERT INTO tombstone (company_id, scope, type, id, why, seq, at, mode)
VALUES (:company_id, :scope, :type, :id, :why, :seq, :at, :mode)
ON CONFLICT (scope, company_id, type, id)
DO UPDATE SET why = excluded.why, seq = excluded.seq, at = excluded.at
