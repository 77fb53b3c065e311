-- What constrains a table, in the order to make it again.
SELECT conname AS name, pg_get_constraintdef(oid) AS definition,
  obj_description(oid, 'pg_constraint') AS comment
FROM pg_constraint
WHERE conrelid = ?::regclass AND contype IN ('p', 'u', 'c', 'x')
ORDER BY contype DESC, conname
