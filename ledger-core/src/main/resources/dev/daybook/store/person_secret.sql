SELECT wrapped FROM ledger.person_secret
