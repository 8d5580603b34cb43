DELETE FROM item WHERE scope = :scope
