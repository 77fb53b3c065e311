SELECT
  subject, policy, rule, status, was, since, cause, caused_by, version, floor, controls,
  valid_from AS position
FROM views.posture
WHERE valid_from <= :at AND valid_to > :at
  AND (CAST(:stream AS text) IS NULL OR stream = :stream)
  AND (CAST(:domain AS text) IS NULL OR domain = :domain)
  AND (CAST(:policy AS text) IS NULL OR policy = :policy OR rule = :policy)
  AND (CAST(:statuses AS text[]) IS NULL OR status = ANY (:statuses))
  AND (CAST(:control AS text) IS NULL OR :control = ANY (controls))
  AND (stream, part) > (:afterStream, :afterRule)
ORDER BY stream, part
LIMIT :limit
