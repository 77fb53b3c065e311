SELECT
  since, until, value, target, recovered_value, ended, part::bigint AS position
FROM views.slo_breach
WHERE stream = :stream AND valid_from <= :at AND valid_to > :at
ORDER BY part::bigint DESC
LIMIT :limit
