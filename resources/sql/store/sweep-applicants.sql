DELETE FROM applicant WHERE mode = :mode AND generation <> :generation RETURNING id
