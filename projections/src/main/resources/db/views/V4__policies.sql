-- Each row is one state of one policy: whether it is in force, and with which version.
CREATE TABLE views.policy (
  stream         text        NOT NULL,
  part           text        NOT NULL,
  valid_from     bigint      NOT NULL,
  valid_to       bigint      NOT NULL,
  subject        text        NOT NULL,
  name           text        NOT NULL,
  state          text        NOT NULL,
  active_version text,
  active_sha256  text,
  active_since   timestamptz,
  reason         text,
  title          text,
  description    text,
  enforcement    text        NOT NULL,
  domains        text[]      NOT NULL,
  changed_at     timestamptz NOT NULL,
  CONSTRAINT policy_key PRIMARY KEY (stream, part, valid_to),
  CONSTRAINT policy_span CHECK (valid_from < valid_to),
  CONSTRAINT policy_state CHECK (state IN ('published', 'active', 'withdrawn')),
  CONSTRAINT policy_active CHECK ((state = 'active') = (active_version IS NOT NULL))
);
COMMENT ON CONSTRAINT policy_key ON views.policy IS 'one row for each thing at each moment';
COMMENT ON CONSTRAINT policy_span ON views.policy IS 'a row is true for one position at least';
COMMENT ON CONSTRAINT policy_state ON views.policy IS 'the words the API answers with';
COMMENT ON CONSTRAINT policy_active ON views.policy IS 'what is active is so with a version';

CREATE INDEX policy_when ON views.policy (valid_to, valid_from);

-- Versions of policies as they were published; part is the version as written.
CREATE TABLE views.policy_version (
  stream       text        NOT NULL,
  part         text        NOT NULL,
  valid_from   bigint      NOT NULL,
  valid_to     bigint      NOT NULL,
  subject      text        NOT NULL,
  version      text        NOT NULL,
  sha256       text        NOT NULL,
  title        text,
  description  text,
  enforcement  text        NOT NULL,
  domains      text[]      NOT NULL,
  published_at timestamptz NOT NULL,
  CONSTRAINT policy_version_key PRIMARY KEY (stream, part, valid_to),
  CONSTRAINT policy_version_span CHECK (valid_from < valid_to)
);
COMMENT ON CONSTRAINT policy_version_key ON views.policy_version
  IS 'one row for each thing at each moment';
COMMENT ON CONSTRAINT policy_version_span ON views.policy_version
  IS 'a row is true for one position at least';
