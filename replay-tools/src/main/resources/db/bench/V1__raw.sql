-- A bare table with the entries' columns: what the appender is measured against.
CREATE TABLE bench.raw (
  position bigint NOT NULL,
  event_id uuid NOT NULL,
  stream text NOT NULL,
  sequence bigint NOT NULL,
  type text NOT NULL,
  revision integer NOT NULL,
  recorded_at timestamptz NOT NULL,
  payload bytea NOT NULL,
  metadata bytea NOT NULL,
  leaf bytea NOT NULL,
  CONSTRAINT raw_has_one_position PRIMARY KEY (position)
);
COMMENT ON CONSTRAINT raw_has_one_position ON bench.raw IS 'Rows are found by position, as entries are.';
