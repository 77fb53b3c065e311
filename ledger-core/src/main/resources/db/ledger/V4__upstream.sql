-- Where a ledger's events live, if not here: then its entries are copies, and nothing but those may
-- be written.

CREATE TABLE ledger.upstream (
  one boolean NOT NULL DEFAULT true,
  context text NOT NULL,
  CONSTRAINT upstream_is_one_row PRIMARY KEY (one),
  CONSTRAINT upstream_one_is_true CHECK (one),
  CONSTRAINT upstream_context_is_named CHECK (octet_length(context) BETWEEN 1 AND 200)
);
COMMENT ON TABLE ledger.upstream IS 'The Axon Server context whose events this ledger follows; no row for a ledger that has its own.';
COMMENT ON CONSTRAINT upstream_is_one_row ON ledger.upstream IS 'A ledger follows one context, from its first entry on.';
COMMENT ON CONSTRAINT upstream_one_is_true ON ledger.upstream IS 'With the primary key: at most one row.';
COMMENT ON CONSTRAINT upstream_context_is_named ON ledger.upstream IS 'A context has a name of 1 to 200 bytes.';

CREATE TRIGGER upstream_is_never_changed BEFORE UPDATE OR DELETE ON ledger.upstream
  FOR EACH ROW EXECUTE FUNCTION ledger.refuse();
CREATE TRIGGER upstream_is_never_truncated BEFORE TRUNCATE ON ledger.upstream
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
ALTER TABLE ledger.upstream ENABLE ALWAYS TRIGGER upstream_is_never_changed;
ALTER TABLE ledger.upstream ENABLE ALWAYS TRIGGER upstream_is_never_truncated;

GRANT SELECT, INSERT ON ledger.upstream TO daybook_app;
