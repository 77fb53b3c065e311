SELECT
  measurement, measured_at, value, unit, environment, run, met, late, corrects, previous, reason,
  recorded_at, position, CASE WHEN recorded_at > :effectiveAt THEN recorded_at END AS learned_at
FROM views.slo_measurement
WHERE stream = :stream AND position <= :at AND measured_at <= :effectiveAt
ORDER BY measured_at DESC, position DESC
LIMIT :limit
