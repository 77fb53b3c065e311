SELECT wrapped FROM ledger.person_key WHERE id = ?
