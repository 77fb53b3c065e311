SELECT
  policy, rule, sum(passed)::bigint AS passed, sum(failed)::bigint AS failed,
  sum(waived)::bigint AS waived, sum(unjudged)::bigint AS unjudged,
  min(first_position) AS first_position, max(last_position) AS last_position
FROM views.rule_day
WHERE block < :block
  AND (CAST(:policy AS text) IS NULL OR policy = :policy)
  AND (CAST(:from AS date) IS NULL OR day >= CAST(:from AS date))
  AND (CAST(:to AS date) IS NULL OR day <= CAST(:to AS date))
GROUP BY policy, rule
