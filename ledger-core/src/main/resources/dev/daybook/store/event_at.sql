SELECT event_id FROM ledger.entry WHERE position = ?
