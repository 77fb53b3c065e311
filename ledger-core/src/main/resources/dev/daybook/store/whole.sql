-- All of the history for COPY, which takes no parameters: first position.
COPY (
  SELECT position, event_id, stream, sequence, type, revision, recorded_at, payload, metadata, leaf
    FROM ledger.entry WHERE position >= %d ORDER BY position
) TO STDOUT (FORMAT binary)
