DELETE FROM media_unlink WHERE company_id = :company_id AND sha256 = :sha256
