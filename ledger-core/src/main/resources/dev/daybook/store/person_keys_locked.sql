LOCK TABLE ledger.person_key, ledger.person_secret IN ACCESS EXCLUSIVE MODE
