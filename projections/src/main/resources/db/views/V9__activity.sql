-- What happened, one line an entry. Rows never change.
CREATE TABLE views.activity (
  position     bigint      NOT NULL CONSTRAINT activity_key PRIMARY KEY,
  recorded_at  timestamptz NOT NULL,
  type         text        NOT NULL,
  stream       text        NOT NULL,
  subject      text        NOT NULL,
  domain       text        NOT NULL,
  summary      text        NOT NULL,
  actor        text        NOT NULL,
  actor_kind   text        NOT NULL,
  on_behalf_of text,
  environment  text        NOT NULL,
  reason       text,
  ticket       text,
  decision     uuid        NOT NULL
);
COMMENT ON CONSTRAINT activity_key ON views.activity IS 'an entry is taken in once';
CREATE INDEX activity_stream ON views.activity (stream, position);
