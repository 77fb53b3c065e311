-- How many rules turned to what, by policy, rule and control and a stretch of positions each, large ones and
-- small ones: what they come to at a moment is added up from these and from what turned in the small stretch
-- it lies in.
CREATE TABLE views.posture_turned (
  kind           text   NOT NULL,
  positions      bigint NOT NULL,
  block          bigint NOT NULL,
  name           text   NOT NULL,
  pass           bigint NOT NULL,
  fail           bigint NOT NULL,
  waived         bigint NOT NULL,
  unjudged       bigint NOT NULL,
  subjects       bigint NOT NULL,
  first_position bigint NOT NULL,
  last_position  bigint NOT NULL,
  CONSTRAINT posture_turned_key PRIMARY KEY (kind, positions, block, name),
  CONSTRAINT posture_turned_kind CHECK (kind IN ('policy', 'rule', 'control'))
);
COMMENT ON CONSTRAINT posture_turned_key ON views.posture_turned IS 'what a name counts has one row a block';
COMMENT ON CONSTRAINT posture_turned_kind ON views.posture_turned IS 'what a domain or subject comes to is in views.posture_subject';

-- Which products and contracts turned in a stretch of positions.
CREATE INDEX posture_began ON views.posture (valid_from, stream);
CREATE INDEX posture_ended ON views.posture (valid_to, stream);

-- Answers are read from the new table, which is empty: the view is derived in place.
DELETE FROM views.token WHERE processor = 'posture';
