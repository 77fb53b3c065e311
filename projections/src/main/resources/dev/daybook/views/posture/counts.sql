-- First of each subject, then of all, so that subjects are counted without sorting them.
WITH asked AS (
  SELECT
    CASE :by
      WHEN 'domain' THEN domain
      WHEN 'policy' THEN policy
      WHEN 'rule' THEN rule
      ELSE subject
    END AS key,
    stream, status, controls
  FROM views.posture
  WHERE valid_from <= :at AND valid_to > :at
    AND (CAST(:stream AS text) IS NULL OR stream = :stream)
    AND (CAST(:domain AS text) IS NULL OR domain = :domain)
    AND (CAST(:policy AS text) IS NULL OR policy = :policy OR rule = :policy)
    AND (CAST(:statuses AS text[]) IS NULL OR status = ANY (:statuses))
    AND (CAST(:control AS text) IS NULL OR :control = ANY (controls))
), keyed AS (
  SELECT key, stream, status FROM asked WHERE :by <> 'control'
  UNION ALL
  SELECT control, stream, status
  FROM asked CROSS JOIN LATERAL unnest(controls) AS control
  WHERE :by = 'control'
), of_subjects AS (
  SELECT
    key,
    count(*) FILTER (WHERE status = 'pass') AS pass,
    count(*) FILTER (WHERE status = 'fail') AS fail,
    count(*) FILTER (WHERE status = 'waived') AS waived,
    count(*) FILTER (WHERE status = 'unjudged') AS unjudged
  FROM keyed
  WHERE key > :after
  GROUP BY key, stream
)
SELECT
  key, sum(pass)::bigint AS pass, sum(fail)::bigint AS fail, sum(waived)::bigint AS waived,
  sum(unjudged)::bigint AS unjudged, count(*) AS subjects
FROM of_subjects
GROUP BY key
ORDER BY key
LIMIT :limit
