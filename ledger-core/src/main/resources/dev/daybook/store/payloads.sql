SELECT position, payload FROM ledger.entry WHERE position = ANY (?)
