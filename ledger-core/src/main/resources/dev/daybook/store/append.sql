-- One commit of many callers' entries. Gated by the head: where another node was faster, or this
-- node's clock is off, no row comes back and nothing is written.
WITH head AS (
  UPDATE ledger.head
     SET position = position + ?, recorded_at = ?, policy_position = ?
   WHERE epoch = ? AND position = ?
     AND clock_timestamp() BETWEEN ?::timestamptz AND ?::timestamptz
  RETURNING position, recorded_at, pg_notify('daybook_head', position::text)
)
INSERT INTO ledger.entry
  (position, event_id, stream, sequence, type, revision, recorded_at, payload, metadata, leaf)
SELECT new.position, new.event_id::uuid, new.stream, new.sequence, new.type, new.revision,
       head.recorded_at, new.payload, new.metadata, new.leaf
  FROM head,
       unnest(?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::integer[],
              ?::bytea[], ?::bytea[], ?::bytea[])
         AS new (position, event_id, stream, sequence, type, revision, payload, metadata, leaf)
