-- The last position recorded at or before a moment, 0 for none: what "as of" a time means. Recorded
-- times rise with positions, so it is found by halving. Whoever may read the views may ask this, and
-- learns nothing else of the ledger by it.
CREATE FUNCTION views.position_at(moment timestamptz) RETURNS bigint
LANGUAGE sql STABLE STRICT SECURITY DEFINER
RETURN (
  WITH RECURSIVE halving (low, high) AS (
    SELECT 0::bigint, position FROM ledger.head
    UNION ALL
    SELECT CASE WHEN middle.recorded_at <= position_at.moment THEN middle.position ELSE low END,
           CASE WHEN middle.recorded_at <= position_at.moment THEN high ELSE middle.position - 1 END
      FROM halving
      JOIN ledger.entry AS middle ON middle.position = low + (high - low + 1) / 2
     WHERE low < high
  )
  SELECT low FROM halving WHERE low = high
);
