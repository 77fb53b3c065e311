WITH restored AS (
  SELECT sha256, persons, bytes
    FROM unnest(?::bytea[], ?::text[], ?::bytea[]) AS restored (sha256, persons, bytes)
), content AS (
  INSERT INTO ledger.content (sha256, bytes)
  SELECT sha256, bytes FROM restored WHERE persons = ''
)
INSERT INTO ledger.sealed_content (sha256, persons, envelope)
SELECT sha256, persons, bytes FROM restored WHERE persons <> ''
