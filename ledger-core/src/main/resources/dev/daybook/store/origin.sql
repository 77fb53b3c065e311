SELECT name FROM ledger.origin
