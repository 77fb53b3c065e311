-- The seal of a ledger that was never sealed; nothing where it was.
WITH begun AS (
  INSERT INTO seal.head (size, root) VALUES (0, ?) ON CONFLICT DO NOTHING RETURNING size)
INSERT INTO seal.keys (size, keys) SELECT size, ? FROM begun
