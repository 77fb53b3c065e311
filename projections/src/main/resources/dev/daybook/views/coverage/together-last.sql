SELECT rule, other, times, last_position
FROM views.rules_together
WHERE block = :block AND first_position <= :at
  AND (CAST(:policy AS text) IS NULL OR policy = :policy)
  AND (CAST(:from AS date) IS NULL OR day >= CAST(:from AS date))
  AND (CAST(:to AS date) IS NULL OR day <= CAST(:to AS date))
