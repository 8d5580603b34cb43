SELECT u.id, u.company_id, u.status, s.password_hash
  FROM user u LEFT JOIN user_secret s ON s.user_id = u.id
 WHERE lower (u.email) = lower (:email)
 LIMIT 1
