-- The last sequence of each of these streams; no row for a stream without entries.
SELECT asked.stream, last.sequence
  FROM unnest(?::text[]) AS asked (stream)
 CROSS JOIN LATERAL (
   SELECT sequence FROM ledger.entry
    WHERE entry.stream = asked.stream
    ORDER BY sequence DESC LIMIT 1) AS last
