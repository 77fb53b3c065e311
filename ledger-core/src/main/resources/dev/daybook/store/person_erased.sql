DELETE FROM ledger.person_key WHERE id = ?
