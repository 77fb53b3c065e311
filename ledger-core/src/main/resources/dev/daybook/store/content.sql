SELECT bytes FROM ledger.content WHERE sha256 = ?
