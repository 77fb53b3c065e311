SELECT stream, max(sequence) AS sequence FROM ledger.entry
 WHERE position > ? AND position <= ? GROUP BY stream
