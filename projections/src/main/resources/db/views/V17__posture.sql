-- Each row is what one rule says of one product or contract, from one change to the next.
CREATE TABLE views.posture (
  stream      text        NOT NULL,
  part        text        NOT NULL,
  valid_from  bigint      NOT NULL,
  valid_to    bigint      NOT NULL,
  subject     text        NOT NULL,
  domain      text        NOT NULL,
  policy      text        NOT NULL,
  rule        text        NOT NULL,
  status      text        NOT NULL,
  was         text,
  version     text        NOT NULL,
  controls    text[]      NOT NULL,
  cause       text        NOT NULL,
  caused_by   bigint,
  since       timestamptz NOT NULL,
  CONSTRAINT posture_key PRIMARY KEY (stream, part, valid_to),
  CONSTRAINT posture_span CHECK (valid_from < valid_to),
  CONSTRAINT posture_status CHECK (status IN ('pass', 'fail', 'waived', 'unjudged')),
  CONSTRAINT posture_part CHECK (part = rule)
);
COMMENT ON CONSTRAINT posture_key ON views.posture IS 'a rule says one thing of a subject at each moment';
COMMENT ON CONSTRAINT posture_span ON views.posture IS 'a row is true for one position at least';
COMMENT ON CONSTRAINT posture_status ON views.posture IS 'the words the API answers with';
COMMENT ON CONSTRAINT posture_part ON views.posture IS 'a row is found by its rule';

-- What does not pass is what most questions are about, and is little.
CREATE INDEX posture_not_passing ON views.posture (status, valid_to, valid_from)
  WHERE status <> 'pass';
CREATE INDEX posture_domain ON views.posture (domain, valid_to);
CREATE INDEX posture_policy ON views.posture (policy, valid_to);

CREATE VIEW views.posture_now AS
  SELECT * FROM views.posture WHERE valid_to = 9223372036854775807;
