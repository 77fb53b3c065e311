SELECT
  subject, promised_by, objective, target, comparison, target_value, unit, method, description,
  status, value, measured_at, breached_since, valid_from AS position
FROM views.slo
WHERE stream = :stream AND part = '' AND valid_from <= :at AND valid_to > :at
