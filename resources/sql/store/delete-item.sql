DELETE FROM item WHERE scope = :scope AND type = :type AND id = :id
