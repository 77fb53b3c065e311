SELECT sequence FROM ledger.entry WHERE stream = ? ORDER BY sequence DESC LIMIT 1
