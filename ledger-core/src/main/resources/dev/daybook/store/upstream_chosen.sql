-- Once, and before the first entry only.
INSERT INTO ledger.upstream (context)
SELECT ? FROM ledger.head WHERE position = 0
ON CONFLICT DO NOTHING
