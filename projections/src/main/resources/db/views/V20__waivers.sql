-- Each row is one state of one waiver: what it waives, for whom, and who agreed. That one expired
-- is no event: compare expires_at with the moment asked about.
CREATE TABLE views.waiver (
  stream        text        NOT NULL,
  part          text        NOT NULL,
  valid_from    bigint      NOT NULL,
  valid_to      bigint      NOT NULL,
  subject       text        NOT NULL,
  name          text        NOT NULL,
  covers        text        NOT NULL,
  covers_stream text        NOT NULL,
  domain        text        NOT NULL,
  policy        text        NOT NULL,
  rule          text,
  owner         text        NOT NULL,
  reason        text        NOT NULL,
  ticket        text        NOT NULL,
  state         text        NOT NULL,
  expires_at    timestamptz NOT NULL,
  emergency     boolean     NOT NULL,
  unreviewed    boolean     NOT NULL,
  renewal_until timestamptz,
  terms         integer     NOT NULL,
  requested_by  text        NOT NULL,
  requested_at  timestamptz NOT NULL,
  approved_by   text,
  approved_at   timestamptz,
  ended_by      text,
  ended_because text,
  changed_at    timestamptz NOT NULL,
  CONSTRAINT waiver_key PRIMARY KEY (stream, part, valid_to),
  CONSTRAINT waiver_span CHECK (valid_from < valid_to),
  CONSTRAINT waiver_state CHECK (state IN ('requested', 'granted', 'rejected', 'over')),
  CONSTRAINT waiver_grant CHECK (state <> 'granted' OR approved_by IS NOT NULL)
);
COMMENT ON CONSTRAINT waiver_key ON views.waiver IS 'one row for each thing at each moment';
COMMENT ON CONSTRAINT waiver_span ON views.waiver IS 'a row is true for one position at least';
COMMENT ON CONSTRAINT waiver_state ON views.waiver IS 'the words its status is told from';
COMMENT ON CONSTRAINT waiver_grant ON views.waiver IS 'nothing is waived that nobody granted';

CREATE INDEX waiver_when ON views.waiver (valid_to, valid_from);
CREATE INDEX waiver_covers ON views.waiver (covers_stream);

CREATE VIEW views.waiver_now AS SELECT * FROM views.waiver WHERE valid_to = 9223372036854775807;

-- Each row is one state of one request for a waiver: the first, or a renewal.
CREATE TABLE views.waiver_term (
  stream          text        NOT NULL,
  part            text        NOT NULL,
  valid_from      bigint      NOT NULL,
  valid_to        bigint      NOT NULL,
  subject         text        NOT NULL,
  term            integer     NOT NULL,
  state           text        NOT NULL,
  reason          text        NOT NULL,
  ticket          text        NOT NULL,
  expires_at      timestamptz NOT NULL,
  requested_by    text        NOT NULL,
  requested_at    timestamptz NOT NULL,
  decided_by      text,
  decided_at      timestamptz,
  decided_because text,
  CONSTRAINT waiver_term_key PRIMARY KEY (stream, part, valid_to),
  CONSTRAINT waiver_term_span CHECK (valid_from < valid_to),
  CONSTRAINT waiver_term_state
    CHECK (state IN ('requested', 'approved', 'rejected', 'emergency'))
);
COMMENT ON CONSTRAINT waiver_term_key ON views.waiver_term IS 'one row for each thing at each moment';
COMMENT ON CONSTRAINT waiver_term_span ON views.waiver_term IS 'a row is true for one position at least';
COMMENT ON CONSTRAINT waiver_term_state ON views.waiver_term IS 'the words the API answers with';

CREATE INDEX waiver_term_when ON views.waiver_term (valid_to, valid_from);

CREATE VIEW views.waiver_term_now AS
  SELECT * FROM views.waiver_term WHERE valid_to = 9223372036854775807;

-- A finding that a waiver covers names it.
ALTER TABLE views.finding ADD COLUMN waiver text;
