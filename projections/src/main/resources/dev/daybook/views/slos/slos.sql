WITH page AS MATERIALIZED (
  SELECT *
  FROM views.slo
  WHERE valid_from <= :at AND valid_to > :at
    AND (CAST(:status AS text) IS NULL OR status = :status)
    AND (CAST(:promisedBy AS text) IS NULL OR promised_by = :promisedBy)
    AND (CAST(:objective AS text) IS NULL OR objective = :objective)
    AND stream > :after
  ORDER BY stream
  LIMIT :limit
)
SELECT
  p.subject, p.promised_by, p.objective, p.target, p.comparison, p.target_value, p.unit, p.method,
  p.description, p.status, m.value, m.measured_at, p.breached_since, p.valid_from AS position, NULL::timestamptz AS learned_at
FROM page AS p
LEFT JOIN LATERAL views.slo_measured(p.stream, :at) AS m ON m.unit = p.unit
ORDER BY p.stream
