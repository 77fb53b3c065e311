-- What is kept under some digests, each as it is or sealed for some persons; over 64 KiB nothing of
-- it. One walk of an index per digest, whatever is thought of the tables' sizes.
SELECT asked.sha256, CASE WHEN octet_length(found.bytes) <= 65536 THEN found.bytes END, '' AS persons
  FROM unnest(?::bytea[]) AS asked (sha256)
 CROSS JOIN LATERAL (
   SELECT bytes FROM ledger.content WHERE content.sha256 = asked.sha256 OFFSET 0) AS found
UNION ALL
SELECT asked.sha256, CASE WHEN octet_length(found.envelope) <= 65536 THEN found.envelope END,
       found.persons
  FROM unnest(?::bytea[]) AS asked (sha256)
 CROSS JOIN LATERAL (
   SELECT envelope, persons FROM ledger.sealed_content
    WHERE sealed_content.sha256 = asked.sha256 OFFSET 0) AS found
