-- Payloads over 8 KiB come as their length: see EntryReader.
SELECT position, event_id, stream, sequence, type, revision, recorded_at,
       CASE WHEN octet_length(payload) <= 8192 THEN payload END, metadata, leaf,
       octet_length(payload)
  FROM ledger.entry WHERE position >= ? ORDER BY position LIMIT ?
