-- How views follow the ledger. Everything in this schema is derived and may be dropped at any time.

-- Axon's JdbcTokenStore: where each view stands and which node moves it.
CREATE TABLE views.token (
  processor  text    NOT NULL,
  segment    integer NOT NULL,
  token      bytea,
  token_type text,
  claimed_at text,
  owner      text,
  CONSTRAINT token_key PRIMARY KEY (processor, segment)
);
COMMENT ON CONSTRAINT token_key ON views.token IS 'one node at a time follows a view';

-- The version of each view's tables; another version in the code derives the view anew.
CREATE TABLE views.view (
  name    text    NOT NULL CONSTRAINT view_key PRIMARY KEY,
  version integer NOT NULL
);
COMMENT ON CONSTRAINT view_key ON views.view IS 'one line for each view';

-- Where each view stands: the position up to which the ledger is in its rows.
CREATE VIEW views.progress AS
SELECT
  processor AS view,
  coalesce((convert_from(token, 'UTF8')::jsonb ->> 'globalIndex')::bigint, 0) AS position,
  owner AS node
FROM views.token
WHERE segment = 0;

-- Entries a view could not take in, and those of the same stream that wait behind them.
CREATE TABLE views.parked (
  view      text        NOT NULL,
  position  bigint      NOT NULL,
  stream    text        NOT NULL,
  type      text        NOT NULL,
  cause     text        NOT NULL,
  parked_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT parked_key PRIMARY KEY (view, position)
);
COMMENT ON CONSTRAINT parked_key ON views.parked IS 'an entry is parked once for each view';
