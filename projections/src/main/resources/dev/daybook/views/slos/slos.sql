SELECT
  subject, promised_by, objective, target, comparison, target_value, unit, method, description,
  status, value, measured_at, breached_since, valid_from AS position
FROM views.slo
WHERE valid_from <= :at AND valid_to > :at
  AND (CAST(:status AS text) IS NULL OR status = lower(:status))
  AND (CAST(:promisedBy AS text) IS NULL OR promised_by = lower(:promisedBy))
  AND (CAST(:objective AS text) IS NULL OR objective = lower(:objective))
  AND stream > :after
ORDER BY stream
LIMIT :limit
