INSERT INTO timeline_entry (id, seq, applicant_id, at, event, step, step_status, actor_kind, actor_id,
  actor_name, os, browser, ip, detail, digest, chain, company_id, n, salt, redacted)
VALUES (:id, :seq, :applicant_id, :at, :event, :step, :step_status, :actor_kind, :actor_id,
  :actor_name, :os, :browser, :ip, :detail, :digest, :chain, :company_id, :n, :salt, 0)
