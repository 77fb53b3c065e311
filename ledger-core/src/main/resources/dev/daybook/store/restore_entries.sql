INSERT INTO ledger.entry
  (position, event_id, stream, sequence, type, revision, recorded_at, payload, metadata, leaf)
SELECT position, event_id::uuid, stream, sequence, type, revision, recorded_at::timestamptz, payload,
       metadata, leaf
  FROM unnest(?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::integer[], ?::text[],
              ?::bytea[], ?::bytea[], ?::bytea[])
         AS restored (position, event_id, stream, sequence, type, revision, recorded_at, payload,
                      metadata, leaf)
