SELECT id, designation, wrapped FROM ledger.person_key ORDER BY id
