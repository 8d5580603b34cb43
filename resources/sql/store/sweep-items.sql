DELETE FROM item WHERE scope = :scope AND generation <> :generation RETURNING type, id
