-- Dashboards read the schema views as members of daybook_reader, and nothing else. Whoever fills the
-- views grants it what they are; here is only the role, for roles are made by the owner.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'daybook_reader') THEN
    CREATE ROLE daybook_reader NOLOGIN;
  END IF;
EXCEPTION
  WHEN insufficient_privilege THEN NULL; -- an administrator makes it where dashboards are wanted
  WHEN duplicate_object OR unique_violation THEN NULL; -- another ledger of this cluster was faster
END $$;
