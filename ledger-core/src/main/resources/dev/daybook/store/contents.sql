-- For COPY: all that is kept by its digest, as it is or sealed for some persons.
COPY (
  SELECT sha256, bytes, '' AS persons FROM ledger.content
  UNION ALL
  SELECT sha256, envelope, persons FROM ledger.sealed_content
  ORDER BY sha256
) TO STDOUT (FORMAT binary)
