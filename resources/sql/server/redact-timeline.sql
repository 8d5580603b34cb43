UPDATE timeline_entry
SET actor_name = NULL, os = NULL, browser = NULL, ip = NULL, detail = NULL, salt = NULL, redacted = 1
WHERE applicant_id = :applicant_id
