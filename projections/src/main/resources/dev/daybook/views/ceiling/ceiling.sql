SELECT
  CAST(:domain AS text) AS domain, coalesce(c.level, 'deny') AS level, c.subject, c.reason, c.changed_at,
  c.valid_from AS position
FROM (VALUES (CAST(:stream AS text))) AS asked (stream)
LEFT JOIN views.ceiling AS c
  ON c.stream IN (asked.stream, 'ceiling/all') AND c.valid_from <= :at AND c.valid_to > :at
ORDER BY c.stream = asked.stream DESC
LIMIT 1
