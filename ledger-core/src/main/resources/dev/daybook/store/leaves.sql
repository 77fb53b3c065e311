-- Statements for COPY, which takes no parameters: first and last position.
COPY (
  SELECT position, leaf FROM ledger.entry WHERE position BETWEEN %d AND %d ORDER BY position
) TO STDOUT (FORMAT binary)
