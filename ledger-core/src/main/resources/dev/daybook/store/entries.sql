SELECT position, event_id, stream, sequence, type, revision, recorded_at, payload, metadata, leaf
  FROM ledger.entry WHERE position >= ? ORDER BY position LIMIT ?
