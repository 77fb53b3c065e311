-- The seal of a ledger that was never sealed; nothing where it was.
INSERT INTO seal.head (size, root, keys) VALUES (0, ?, ?) ON CONFLICT DO NOTHING
