WITH asked AS (
  SELECT
    CASE :by
      WHEN 'domain' THEN ARRAY[domain]
      WHEN 'policy' THEN ARRAY[policy]
      WHEN 'rule' THEN ARRAY[rule]
      WHEN 'subject' THEN ARRAY[subject]
      ELSE controls
    END AS keys,
    stream, status
  FROM views.posture
  WHERE valid_from <= :at AND valid_to > :at
    AND (CAST(:stream AS text) IS NULL OR stream = :stream)
    AND (CAST(:domain AS text) IS NULL OR domain = :domain)
    AND (CAST(:policy AS text) IS NULL OR policy = :policy OR rule = :policy)
    AND (CAST(:statuses AS text[]) IS NULL OR status = ANY (:statuses))
    AND (CAST(:control AS text) IS NULL OR :control = ANY (controls))
)
SELECT
  key,
  count(*) FILTER (WHERE status = 'pass') AS pass,
  count(*) FILTER (WHERE status = 'fail') AS fail,
  count(*) FILTER (WHERE status = 'waived') AS waived,
  count(*) FILTER (WHERE status = 'unjudged') AS unjudged,
  count(DISTINCT stream) AS subjects
FROM asked CROSS JOIN LATERAL unnest(keys) AS key
WHERE key > :after
GROUP BY key
ORDER BY key
LIMIT :limit
