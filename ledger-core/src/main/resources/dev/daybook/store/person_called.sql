SELECT id, wrapped FROM ledger.person_key WHERE designation = ?
