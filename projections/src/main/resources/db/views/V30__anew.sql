-- Views whose rows were taken away, to be derived again from the first entry. Until such a view is
-- back where the ledger ended then, an answer about now would leave out what is not there yet.
CREATE TABLE views.anew (
  view  text        NOT NULL,
  until bigint      NOT NULL,
  since timestamptz NOT NULL DEFAULT clock_timestamp(),
  why   text        NOT NULL,
  times bigint      NOT NULL DEFAULT 1,
  CONSTRAINT anew_key PRIMARY KEY (view),
  CONSTRAINT anew_until_is_a_position CHECK (until >= 0)
);
COMMENT ON CONSTRAINT anew_key ON views.anew IS 'one line for each view that was ever derived anew';
COMMENT ON CONSTRAINT anew_until_is_a_position ON views.anew IS '0 where the ledger was empty';
COMMENT ON COLUMN views.anew.times IS 'counts up each time its rows are taken away, so that whoever was reading them notices';
