-- What begins so, in the order of names. The upper bound is the prefix with the last code point there is.
SELECT stream FROM ledger.entry WHERE stream >= ? AND stream < ? AND sequence = 0 ORDER BY stream LIMIT ?
