-- The views that were defined on a table, whoever did.
SELECT DISTINCT c.oid::regclass::text AS name
FROM pg_class AS c
  JOIN pg_rewrite AS r ON r.ev_class = c.oid
  JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
WHERE c.relkind = 'v'
  AND d.refclassid = 'pg_class'::regclass AND d.refobjid = ?::regclass
