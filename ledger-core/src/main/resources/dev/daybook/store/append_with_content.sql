-- As append.sql, with the bytes these entries cite by digest. Bytes that are there stay.
WITH head AS (
  UPDATE ledger.head
     SET position = position + ?, recorded_at = ?, policy_position = ?
   WHERE epoch = ? AND position = ?
     AND clock_timestamp() BETWEEN ?::timestamptz AND ?::timestamptz
  RETURNING position, recorded_at, pg_notify('daybook_head', position::text)
), cited AS (
  SELECT cited.sha256, cited.persons, cited.bytes
    FROM head, unnest(?::bytea[], ?::text[], ?::bytea[]) AS cited (sha256, persons, bytes)
), content AS (
  INSERT INTO ledger.content (sha256, bytes)
  SELECT sha256, bytes FROM cited WHERE persons = ''
  ON CONFLICT DO NOTHING
), sealed_content AS (
  INSERT INTO ledger.sealed_content (sha256, persons, envelope)
  SELECT sha256, persons, bytes FROM cited WHERE persons <> ''
  ON CONFLICT DO NOTHING
)
INSERT INTO ledger.entry
  (position, event_id, stream, sequence, type, revision, recorded_at, payload, metadata, leaf)
SELECT new.position, new.event_id::uuid, new.stream, new.sequence, new.type, new.revision,
       head.recorded_at, new.payload, new.metadata, new.leaf
  FROM head,
       unnest(?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::integer[],
              ?::bytea[], ?::bytea[], ?::bytea[])
         AS new (position, event_id, stream, sequence, type, revision, payload, metadata, leaf)
