-- The indexes of a table that are no constraint's.
SELECT pg_get_indexdef(indexrelid) AS definition
FROM pg_index AS i
WHERE indrelid = ?::regclass
  AND NOT EXISTS (SELECT FROM pg_constraint AS c WHERE c.conindid = i.indexrelid)
ORDER BY indexrelid
