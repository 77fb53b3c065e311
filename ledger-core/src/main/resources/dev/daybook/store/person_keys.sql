SELECT id, wrapped FROM ledger.person_key ORDER BY id
