SELECT recorded_at FROM ledger.entry WHERE position = ?
