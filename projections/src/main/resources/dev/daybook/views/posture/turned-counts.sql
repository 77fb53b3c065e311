-- What the large blocks before the moment's own came to, and the small ones behind them; and of what turned
-- since its small block began, how it stands at the moment, without how it stood before the block.
WITH touched AS MATERIALIZED (
  SELECT stream FROM views.posture WHERE valid_from BETWEEN :first AND :at
  UNION
  SELECT stream FROM views.posture WHERE valid_to BETWEEN :first AND :at
), since AS (
  SELECT 1 AS sign, p.stream, p.policy, p.rule, p.controls, p.status
  FROM touched
  CROSS JOIN LATERAL (
    SELECT * FROM views.posture AS own
    WHERE own.stream = touched.stream AND own.valid_from <= :at AND own.valid_to > :at
    OFFSET 0
  ) AS p
  UNION ALL
  SELECT -1 AS sign, p.stream, p.policy, p.rule, p.controls, p.status
  FROM touched
  CROSS JOIN LATERAL (
    SELECT * FROM views.posture AS own
    WHERE own.stream = touched.stream AND own.valid_from < :first AND own.valid_to >= :first
    OFFSET 0
  ) AS p
), keyed AS (
  SELECT sign, CASE :by WHEN 'policy' THEN policy ELSE rule END AS key, stream, status
  FROM since
  WHERE :by <> 'control'
  UNION ALL
  SELECT sign, control, stream, status
  FROM since CROSS JOIN LATERAL unnest(controls) AS control
  WHERE :by = 'control'
), counted AS (
  SELECT
    key,
    sum(sign) FILTER (WHERE status = 'pass') AS pass,
    sum(sign) FILTER (WHERE status = 'fail') AS fail,
    sum(sign) FILTER (WHERE status = 'waived') AS waived,
    sum(sign) FILTER (WHERE status = 'unjudged') AS unjudged,
    min(sign) AS subjects
  FROM keyed
  GROUP BY key, stream, sign
  UNION ALL
  SELECT name, pass, fail, waived, unjudged, subjects
  FROM views.posture_turned
  WHERE kind = :by AND positions = :largePositions AND block < :large
  UNION ALL
  SELECT name, pass, fail, waived, unjudged, subjects
  FROM views.posture_turned
  WHERE kind = :by AND positions = :smallPositions AND block >= :smallFrom AND block < :small
)
SELECT
  key, coalesce(sum(pass), 0)::bigint AS pass, coalesce(sum(fail), 0)::bigint AS fail,
  coalesce(sum(waived), 0)::bigint AS waived, coalesce(sum(unjudged), 0)::bigint AS unjudged,
  sum(subjects)::bigint AS subjects
FROM counted
WHERE key > :after
GROUP BY key
HAVING sum(subjects) > 0
ORDER BY key
LIMIT :limit
