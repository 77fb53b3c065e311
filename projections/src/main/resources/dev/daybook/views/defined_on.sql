-- What was defined on a table, by us or by whoever reads it: views and functions, each as the
-- statement that defines it again. Read while the table has its name.
SELECT format('CREATE OR REPLACE VIEW %s AS %s', c.oid::regclass, pg_get_viewdef(c.oid)) AS again
FROM pg_class AS c
WHERE c.relkind = 'v'
  AND EXISTS (
    SELECT FROM pg_rewrite AS r
      JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
    WHERE r.ev_class = c.oid
      AND d.refclassid = 'pg_class'::regclass AND d.refobjid = ?::regclass)
UNION ALL
SELECT pg_get_functiondef(p.oid)
FROM pg_proc AS p
WHERE p.prokind = 'f'
  AND EXISTS (
    SELECT FROM pg_depend AS d
    WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
      AND d.refclassid = 'pg_class'::regclass AND d.refobjid = ?::regclass)
