-- A second set of a view's tables lies in this schema while it is derived once more. Everything here
-- may be dropped at any time.
COMMENT ON SCHEMA ${schema} IS 'second sets of views'' tables, while these are derived once more';

-- Up to which position the tables of a view here are derived.
CREATE TABLE ${schema}.standing (
  view     text    NOT NULL CONSTRAINT standing_key PRIMARY KEY,
  version  integer NOT NULL,
  position bigint  NOT NULL
);
COMMENT ON CONSTRAINT standing_key ON ${schema}.standing IS 'one set of tables for each view';

-- Entries that a view could not take in here, and those of the same stream that wait behind them.
CREATE TABLE ${schema}.parked (
  view      text        NOT NULL,
  position  bigint      NOT NULL,
  stream    text        NOT NULL,
  type      text        NOT NULL,
  cause     text        NOT NULL,
  parked_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT parked_key PRIMARY KEY (view, position)
);
COMMENT ON CONSTRAINT parked_key ON ${schema}.parked IS 'an entry is parked once for each view';
