UPDATE ledger.person_secret SET wrapped = ?
