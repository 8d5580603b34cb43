INSERT INTO chain_head (company_id, n, chain, mac)
VALUES (:company_id, :n, :chain, :mac)
ON CONFLICT (company_id) DO UPDATE SET n = excluded.n, chain = excluded.chain, mac = excluded.mac
