-- Payloads over 8 KiB come as their length: see EntryReader.
-- One walk of the type index per type, merged: a rare type costs nothing among many others.
SELECT entry.position, entry.event_id, entry.stream, entry.sequence, entry.type, entry.revision,
       entry.recorded_at, CASE WHEN octet_length(entry.payload) <= 8192 THEN entry.payload END,
       entry.metadata, entry.leaf, octet_length(entry.payload)
  FROM (SELECT found.position
          FROM unnest(?::text[]) AS asked (type)
         CROSS JOIN LATERAL (
           SELECT position FROM ledger.entry
            WHERE entry.type = asked.type AND position BETWEEN ? AND ?
            ORDER BY position LIMIT ?) AS found
         ORDER BY found.position LIMIT ?) AS wanted
  JOIN ledger.entry USING (position)
 ORDER BY entry.position
