-- A stretch of history for COPY, which takes no parameters: first and last position, types. The inner
-- query stays as it is (OFFSET 0), so that rows come in the order of the primary key and are never
-- gathered by type and sorted.
COPY (
  SELECT position, event_id, stream, sequence, type, revision, recorded_at, payload, metadata
    FROM (SELECT * FROM ledger.entry
           WHERE position BETWEEN %d AND %d
           ORDER BY position OFFSET 0) AS entry
   WHERE type IN (%s)
   ORDER BY position
) TO STDOUT (FORMAT binary)
