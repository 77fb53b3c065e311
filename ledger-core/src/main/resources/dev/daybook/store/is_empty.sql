-- Whether nothing was ever recorded, kept or named.
SELECT (SELECT position FROM ledger.head) = 0
   AND NOT EXISTS (SELECT FROM ledger.entry)
   AND NOT EXISTS (SELECT FROM ledger.content)
   AND NOT EXISTS (SELECT FROM ledger.sealed_content)
   AND NOT EXISTS (SELECT FROM ledger.person_key)
   AND NOT EXISTS (SELECT FROM ledger.person_secret)
