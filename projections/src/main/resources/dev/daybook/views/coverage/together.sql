SELECT rule, other, sum(times)::bigint AS times, max(last_position) AS last_position
FROM views.rules_together
WHERE block < :block
  AND (CAST(:policy AS text) IS NULL OR policy = :policy)
  AND (CAST(:from AS date) IS NULL OR day >= CAST(:from AS date))
  AND (CAST(:to AS date) IS NULL OR day <= CAST(:to AS date))
GROUP BY rule, other
