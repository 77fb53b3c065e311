-- Each row is one state of one ceiling: the most that policies do, in one domain or in all.
CREATE TABLE views.ceiling (
  stream     text        NOT NULL,
  part       text        NOT NULL,
  valid_from bigint      NOT NULL,
  valid_to   bigint      NOT NULL,
  subject    text        NOT NULL,
  name       text        NOT NULL,
  level      text        NOT NULL,
  reason     text        NOT NULL,
  changed_at timestamptz NOT NULL,
  CONSTRAINT ceiling_key PRIMARY KEY (stream, part, valid_to),
  CONSTRAINT ceiling_span CHECK (valid_from < valid_to),
  CONSTRAINT ceiling_level CHECK (level IN ('audit', 'warn', 'deny'))
);
COMMENT ON CONSTRAINT ceiling_key ON views.ceiling IS 'one row for each thing at each moment';
COMMENT ON CONSTRAINT ceiling_span ON views.ceiling IS 'a row is true for one position at least';
COMMENT ON CONSTRAINT ceiling_level ON views.ceiling IS 'the words the API answers with';

CREATE INDEX ceiling_when ON views.ceiling (valid_to, valid_from);

CREATE VIEW views.ceiling_now AS SELECT * FROM views.ceiling WHERE valid_to = 9223372036854775807;

-- What a ceiling caps keeps what it would have been, so that it can be counted beforehand.
ALTER TABLE views.decision
  ADD COLUMN would_deny boolean NOT NULL DEFAULT false,
  ADD COLUMN ceiling text,
  ADD COLUMN ceiling_level text;
ALTER TABLE views.finding ADD COLUMN uncapped text;
CREATE INDEX decision_would_deny ON views.decision (position) WHERE would_deny;
