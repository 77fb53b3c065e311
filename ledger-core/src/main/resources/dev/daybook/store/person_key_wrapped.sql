UPDATE ledger.person_key SET wrapped = ? WHERE id = ?
