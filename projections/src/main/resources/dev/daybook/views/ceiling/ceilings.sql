WITH own AS (
  SELECT stream, subject, name, level, reason, changed_at, valid_from
  FROM views.ceiling
  WHERE valid_from <= :at AND valid_to > :at
), everywhere AS (
  SELECT '' AS key, 'all' AS domain, 'ceiling/all' AS stream
  UNION ALL
  SELECT substr(stream, 8), name, 'ceiling/' || substr(stream, 8)
  FROM views.domain
  WHERE valid_from <= :at AND valid_to > :at AND stream <> 'domain/all'
  UNION ALL
  SELECT substr(stream, 9), name, stream
  FROM own
  WHERE stream <> 'ceiling/all' AND NOT EXISTS (
    SELECT FROM views.domain AS d
    WHERE d.stream = 'domain/' || substr(own.stream, 9)
      AND d.valid_from <= :at AND d.valid_to > :at
  )
)
SELECT
  e.domain, coalesce(c.level, 'deny') AS level, c.subject, c.reason, c.changed_at,
  c.valid_from AS position
FROM everywhere AS e
LEFT JOIN own AS c
  ON c.stream = CASE
    WHEN EXISTS (SELECT FROM own AS o WHERE o.stream = e.stream) THEN e.stream
    ELSE 'ceiling/all'
  END
WHERE CAST(:after AS text) IS NULL OR e.key > :after
ORDER BY e.key
LIMIT :limit
