-- Where all rules of a product or contract count, from what they come to together.
WITH asked AS (
  SELECT
    CASE :by WHEN 'domain' THEN domain ELSE subject END AS key, pass, fail, waived, unjudged
  FROM views.posture_subject
  WHERE valid_from <= :at AND valid_to > :at
    AND (CAST(:stream AS text) IS NULL OR stream = :stream)
    AND (CAST(:domain AS text) IS NULL OR domain = :domain)
)
SELECT
  key, sum(pass) AS pass, sum(fail) AS fail, sum(waived) AS waived, sum(unjudged) AS unjudged,
  count(*) AS subjects
FROM asked
WHERE key > :after
GROUP BY key
ORDER BY key
LIMIT :limit
