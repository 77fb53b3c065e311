SELECT sequence FROM ledger.entry WHERE stream = ? AND position <= ? ORDER BY sequence DESC LIMIT 1
