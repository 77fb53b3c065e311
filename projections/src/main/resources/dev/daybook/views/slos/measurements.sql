SELECT
  measurement, measured_at, value, unit, environment, run, met, late, corrects, previous, reason,
  recorded_at, position, NULL::timestamptz AS learned_at
FROM views.slo_measurement
WHERE stream = :stream AND position <= :at
ORDER BY position DESC
LIMIT :limit
