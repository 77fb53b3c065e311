-- The bytes that events cite by digest, before the events. Bytes that are there stay.
WITH cited AS (
  SELECT cited.sha256, cited.persons, cited.bytes
    FROM unnest(?::bytea[], ?::text[], ?::bytea[]) AS cited (sha256, persons, bytes)
), sealed_content AS (
  INSERT INTO ledger.sealed_content (sha256, persons, envelope)
  SELECT sha256, persons, bytes FROM cited WHERE persons <> ''
  ON CONFLICT DO NOTHING
)
INSERT INTO ledger.content (sha256, bytes)
SELECT sha256, bytes FROM cited WHERE persons = ''
ON CONFLICT DO NOTHING
