-- How far the ledger is sealed, and how far others vouch for that: one row.
SELECT head.size,
       (SELECT signed_at FROM seal.checkpoint ORDER BY size DESC LIMIT 1) AS signed_at,
       witnessed.size AS witnessed,
       witnessed.witnessed_at,
       stamped.size AS stamped,
       stamped.stamped_at
  FROM seal.head
  LEFT JOIN LATERAL (SELECT size, witnessed_at FROM seal.witnessed ORDER BY size DESC LIMIT 1) AS witnessed ON true
  LEFT JOIN LATERAL (SELECT size, stamped_at FROM seal.timestamp ORDER BY size DESC, stamped_at LIMIT 1) AS stamped ON true
