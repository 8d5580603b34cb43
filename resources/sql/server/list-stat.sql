SELECT word, n FROM stat_count
WHERE company_id = :company_id AND mode = :mode AND day = :day AND n != 0
ORDER BY word
