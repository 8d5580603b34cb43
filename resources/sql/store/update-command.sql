UPDATE command
SET id = :id, state = :state, answered_seq = :answered_seq, error_code = :error_code,
    error_message = :error_message, current = :current
WHERE n = :n
