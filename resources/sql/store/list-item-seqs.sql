SELECT type, id, seq FROM item WHERE scope = :scope
