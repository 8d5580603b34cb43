SELECT type, id, seq, body FROM item WHERE scope = :scope
