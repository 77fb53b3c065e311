-- Where these events stand; no row for one that has no place yet.
SELECT event_id, position, recorded_at FROM ledger.entry WHERE event_id = ANY (?::uuid[])
