-- One statement sees one snapshot: the stream ends there at exactly this position.
SELECT
  position,
  policy_position,
  coalesce((SELECT max(sequence) FROM ledger.entry WHERE stream = ?), -1) AS last_sequence
FROM ledger.head
