-- What is kept under a digest: as it is, or sealed for some persons.
SELECT bytes, '' AS persons FROM ledger.content WHERE sha256 = ?
UNION ALL
SELECT envelope, persons FROM ledger.sealed_content WHERE sha256 = ?
