-- For COPY: all that is kept by its digest.
COPY (SELECT sha256, bytes FROM ledger.content ORDER BY sha256) TO STDOUT (FORMAT binary)
