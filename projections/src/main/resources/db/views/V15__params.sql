-- Each row is one state of one params document: which version policies judge with, and where.
CREATE TABLE views.params (
  stream      text        NOT NULL,
  part        text        NOT NULL,
  valid_from  bigint      NOT NULL,
  valid_to    bigint      NOT NULL,
  subject     text        NOT NULL,
  name        text        NOT NULL,
  state       text        NOT NULL,
  version     text        NOT NULL,
  sha256      text        NOT NULL,
  title       text,
  description text,
  owner       text,
  domains     text[]      NOT NULL,
  selected_by jsonb       NOT NULL,
  reason      text,
  changed_at  timestamptz NOT NULL,
  CONSTRAINT params_key PRIMARY KEY (stream, part, valid_to),
  CONSTRAINT params_span CHECK (valid_from < valid_to),
  CONSTRAINT params_state CHECK (state IN ('active', 'withdrawn'))
);
COMMENT ON CONSTRAINT params_key ON views.params IS 'one row for each thing at each moment';
COMMENT ON CONSTRAINT params_span ON views.params IS 'a row is true for one position at least';
COMMENT ON CONSTRAINT params_state ON views.params IS 'the words the API answers with';

CREATE INDEX params_when ON views.params (valid_to, valid_from);

CREATE VIEW views.params_now AS SELECT * FROM views.params WHERE valid_to = 9223372036854775807;
