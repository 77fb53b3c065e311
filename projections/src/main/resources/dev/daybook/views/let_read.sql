-- Lets dashboards read the tables of the views, and where each stands; not how nodes share the work.
-- Asked at every start, for the role may have come since.
DO $$
DECLARE
  relation regclass;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'daybook_reader') THEN
    RETURN; -- the owner may not make roles, and nobody else made this one
  END IF;
  IF NOT has_schema_privilege('daybook_reader', 'views', 'USAGE') THEN
    GRANT USAGE ON SCHEMA views TO daybook_reader;
  END IF;
  FOR relation IN
    SELECT oid FROM pg_class
    WHERE relnamespace = 'views'::regnamespace
      AND relkind IN ('r', 'v')
      AND relname NOT IN ('token', 'view', 'flyway_schema_history')
      AND NOT has_table_privilege('daybook_reader', oid, 'SELECT')
  LOOP
    EXECUTE format('GRANT SELECT ON %s TO daybook_reader', relation);
  END LOOP;
END $$
