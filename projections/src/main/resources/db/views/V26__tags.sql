-- Each row is one tag: a name for the moment after the entry at position `tagged`.
CREATE TABLE views.tag (
  stream     text        NOT NULL,
  part       text        NOT NULL,
  valid_from bigint      NOT NULL,
  valid_to   bigint      NOT NULL,
  subject    text        NOT NULL,
  name       text        NOT NULL,
  tagged     bigint      NOT NULL,
  reason     text        NOT NULL,
  set_at     timestamptz NOT NULL,
  set_by     text        NOT NULL,
  CONSTRAINT tag_key PRIMARY KEY (stream, part, valid_to),
  CONSTRAINT tag_span CHECK (valid_from < valid_to),
  CONSTRAINT tag_past CHECK (tagged < valid_from)
);
COMMENT ON CONSTRAINT tag_key ON views.tag IS 'one row for each thing at each moment';
COMMENT ON CONSTRAINT tag_span ON views.tag IS 'a row is true for one position at least';
COMMENT ON CONSTRAINT tag_past ON views.tag IS 'a tag stands for a moment that was';

CREATE VIEW views.tag_now AS SELECT * FROM views.tag WHERE valid_to = 9223372036854775807;
