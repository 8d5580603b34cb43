SELECT id, body FROM item WHERE scope = :scope AND type = 'media' AND (:id IS NULL OR id = :id)
