SELECT n, chain, mac FROM chain_head WHERE company_id = :company_id
