-- Every decision recorded. Rows never change.
CREATE TABLE views.decision (
  position     bigint      NOT NULL CONSTRAINT decision_key PRIMARY KEY,
  id           uuid        NOT NULL,
  stream       text        NOT NULL,
  subject      text        NOT NULL,
  domain       text        NOT NULL,
  command      text        NOT NULL,
  accepted     boolean     NOT NULL,
  findings     integer     NOT NULL,
  denials      integer     NOT NULL,
  actor        text        NOT NULL,
  actor_kind   text        NOT NULL,
  on_behalf_of text,
  environment  text        NOT NULL,
  reason       text,
  ticket       text,
  document     text,
  recorded_at  timestamptz NOT NULL
);
COMMENT ON CONSTRAINT decision_key ON views.decision IS 'an entry is taken in once';
CREATE UNIQUE INDEX decision_id ON views.decision (id);
CREATE INDEX decision_stream ON views.decision (stream, position);
CREATE INDEX decision_denied ON views.decision (position) WHERE NOT accepted;

-- Every finding of every decision, worst first.
CREATE TABLE views.finding (
  position    bigint      NOT NULL,
  ordinal     integer     NOT NULL,
  decision    uuid        NOT NULL,
  stream      text        NOT NULL,
  domain      text        NOT NULL,
  accepted    boolean     NOT NULL,
  rule        text        NOT NULL,
  outcome     text        NOT NULL,
  effect      text        NOT NULL,
  severity    text        NOT NULL,
  message     text        NOT NULL,
  pointer     text        NOT NULL,
  line        integer,
  fix         text,
  contact     text,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT finding_key PRIMARY KEY (position, ordinal)
);
COMMENT ON CONSTRAINT finding_key ON views.finding IS 'each finding has its place in its decision';
CREATE INDEX finding_rule ON views.finding (rule, position);
