-- Each row is one state of one domain.
CREATE TABLE views.domain (
  stream           text        NOT NULL,
  part             text        NOT NULL,
  valid_from       bigint      NOT NULL,
  valid_to         bigint      NOT NULL,
  subject          text        NOT NULL,
  name             text        NOT NULL,
  description      text,
  owner            text,
  capabilities     text[]      NOT NULL,
  bounded_contexts text[]      NOT NULL,
  tags             text[]      NOT NULL,
  spec             jsonb       NOT NULL,
  document         text,
  changed_at       timestamptz NOT NULL,
  CONSTRAINT domain_key PRIMARY KEY (stream, part, valid_to),
  CONSTRAINT domain_span CHECK (valid_from < valid_to)
);
COMMENT ON CONSTRAINT domain_key ON views.domain IS 'one row for each thing at each moment';
COMMENT ON CONSTRAINT domain_span ON views.domain IS 'a row is true for one position at least';
CREATE INDEX domain_when ON views.domain (valid_to, valid_from);

-- Each row is one state of one team.
CREATE TABLE views.team (
  stream      text        NOT NULL,
  part        text        NOT NULL,
  valid_from  bigint      NOT NULL,
  valid_to    bigint      NOT NULL,
  subject     text        NOT NULL,
  name        text        NOT NULL,
  description text,
  channel     text,
  mail        text,
  on_call     text,
  domains     text[]      NOT NULL,
  spec        jsonb       NOT NULL,
  document    text,
  changed_at  timestamptz NOT NULL,
  CONSTRAINT team_key PRIMARY KEY (stream, part, valid_to),
  CONSTRAINT team_span CHECK (valid_from < valid_to)
);
COMMENT ON CONSTRAINT team_key ON views.team IS 'one row for each thing at each moment';
COMMENT ON CONSTRAINT team_span ON views.team IS 'a row is true for one position at least';
CREATE INDEX team_when ON views.team (valid_to, valid_from);

-- Each row is one state of one actor: who stands behind the surrogate id entries carry.
CREATE TABLE views.actor (
  stream     text        NOT NULL,
  part       text        NOT NULL,
  valid_from bigint      NOT NULL,
  valid_to   bigint      NOT NULL,
  id         text        NOT NULL,
  name       text        NOT NULL,
  kind       text        NOT NULL,
  roles      text[]      NOT NULL,
  domain     text,
  expires_at timestamptz,
  state      text        NOT NULL,
  changed_at timestamptz NOT NULL,
  CONSTRAINT actor_key PRIMARY KEY (stream, part, valid_to),
  CONSTRAINT actor_span CHECK (valid_from < valid_to),
  CONSTRAINT actor_state CHECK (state IN ('active', 'revoked'))
);
COMMENT ON CONSTRAINT actor_key ON views.actor IS 'one row for each thing at each moment';
COMMENT ON CONSTRAINT actor_span ON views.actor IS 'a row is true for one position at least';
COMMENT ON CONSTRAINT actor_state ON views.actor IS 'the words the API answers with';
