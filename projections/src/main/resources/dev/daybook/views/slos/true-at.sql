WITH promised AS MATERIALIZED (
  SELECT *
  FROM views.slo
  WHERE valid_from <= :promisedAt AND valid_to > :promisedAt
    AND (CAST(:stream AS text) IS NULL OR stream = :stream)
    AND (CAST(:promisedBy AS text) IS NULL OR promised_by = :promisedBy)
    AND (CAST(:objective AS text) IS NULL OR objective = :objective)
    AND stream > :after
),
-- of the production measurement made last by then, what it is known to be
measured AS (
  SELECT
    p.*, v.value, v.measured_at, v.position AS told, v.recorded_at,
    CASE
      WHEN v.value IS NULL THEN 'unknown'
      WHEN CASE p.comparison
        WHEN 'at_most' THEN v.value <= p.target_value
        WHEN 'less_than' THEN v.value < p.target_value
        WHEN 'at_least' THEN v.value >= p.target_value
        ELSE v.value > p.target_value
      END THEN 'met'
      ELSE 'breached'
    END AS stood
  FROM promised AS p
  LEFT JOIN LATERAL (
    SELECT c.value, c.unit, c.measured_at, c.position, c.recorded_at
    FROM (
      SELECT r.measurement, r.measured_at
      FROM views.slo_measurement AS r
      WHERE r.stream = p.stream AND r.measured_at <= :effectiveAt AND r.position <= :at
        AND NOT r.corrects AND r.environment = 'prod'
      ORDER BY r.measured_at DESC, r.position DESC
      LIMIT 1
    ) AS last
    JOIN views.slo_measurement AS c
      ON c.stream = p.stream AND c.measured_at = last.measured_at
      AND c.measurement = last.measurement AND c.position <= :at
    ORDER BY c.position DESC
    LIMIT 1
  ) AS v ON v.unit = p.unit
)
SELECT
  m.subject, m.promised_by, m.objective, m.target, m.comparison, m.target_value, m.unit, m.method,
  m.description, m.stood AS status, m.value, m.measured_at,
  CASE WHEN m.stood = 'breached' THEN COALESCE(b.since, m.measured_at) END AS breached_since,
  COALESCE(m.told, m.valid_from) AS position,
  CASE WHEN m.recorded_at > :effectiveAt THEN m.recorded_at END AS learned_at
FROM measured AS m
LEFT JOIN LATERAL (
  SELECT max(b.since) AS since
  FROM views.slo_breach AS b
  WHERE b.stream = m.stream AND b.valid_from <= :at AND b.valid_to > :at
    AND b.since <= :effectiveAt AND (b.until IS NULL OR b.until > :effectiveAt)
) AS b ON true
WHERE (CAST(:status AS text) IS NULL OR m.stood = :status)
ORDER BY m.stream
LIMIT :limit
