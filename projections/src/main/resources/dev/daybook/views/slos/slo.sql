SELECT
  s.subject, s.promised_by, s.objective, s.target, s.comparison, s.target_value, s.unit, s.method,
  s.description, s.status, m.value, m.measured_at, s.breached_since, s.valid_from AS position, NULL::timestamptz AS learned_at
FROM views.slo AS s
LEFT JOIN LATERAL views.slo_measured(s.stream, :at) AS m ON m.unit = s.unit
WHERE s.stream = :stream AND s.part = '' AND s.valid_from <= :at AND s.valid_to > :at
