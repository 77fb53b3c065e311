-- Recorded times rise with positions, so the last position at or before a time is found by halving:
-- at most 63 look-ups in the primary key, and no index on time.
WITH RECURSIVE halving (low, high) AS (
  SELECT 0::bigint, position FROM ledger.head
  UNION ALL
  SELECT CASE WHEN middle.recorded_at <= ?::timestamptz THEN middle.position ELSE low END,
         CASE WHEN middle.recorded_at <= ?::timestamptz THEN high ELSE middle.position - 1 END
    FROM halving
    JOIN ledger.entry AS middle ON middle.position = low + (high - low + 1) / 2
   WHERE low < high
)
SELECT low FROM halving WHERE low = high
