-- What only the params for all domains break, while those of the domain keep it.
ALTER TABLE views.posture ADD COLUMN floor text;
ALTER TABLE views.posture ADD CONSTRAINT posture_floor CHECK (floor IS NULL OR status <> 'pass');
COMMENT ON CONSTRAINT posture_floor ON views.posture IS 'what passes is broken by nothing';

CREATE OR REPLACE VIEW views.posture_now AS
  SELECT * FROM views.posture WHERE valid_to = 9223372036854775807;
