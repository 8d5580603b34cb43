SELECT type, id, why FROM tombstone
WHERE company_id = :company_id AND scope = :scope AND seq > :from AND seq <= :to
ORDER BY seq, type, id
