DELETE FROM media_staged WHERE company_id = :company_id AND sha256 = :sha256
