-- How many rules say what of one product or contract, so that what is counted by domain is read
-- from a row for each of these and not from one for each of their rules.
CREATE TABLE views.posture_subject (
  stream     text    NOT NULL,
  part       text    NOT NULL,
  valid_from bigint  NOT NULL,
  valid_to   bigint  NOT NULL,
  subject    text    NOT NULL,
  domain     text    NOT NULL,
  pass       integer NOT NULL,
  fail       integer NOT NULL,
  waived     integer NOT NULL,
  unjudged   integer NOT NULL,
  CONSTRAINT posture_subject_key PRIMARY KEY (stream, part, valid_to),
  CONSTRAINT posture_subject_span CHECK (valid_from < valid_to),
  CONSTRAINT posture_subject_counts CHECK (
    least(pass, fail, waived, unjudged) >= 0 AND pass + fail + waived + unjudged > 0
  )
);
COMMENT ON CONSTRAINT posture_subject_key ON views.posture_subject IS 'one row for each thing at each moment';
COMMENT ON CONSTRAINT posture_subject_span ON views.posture_subject IS 'a row is true for one position at least';
COMMENT ON CONSTRAINT posture_subject_counts ON views.posture_subject IS 'what no rule speaks of has no row';
CREATE INDEX posture_subject_when ON views.posture_subject (valid_to, valid_from);

CREATE VIEW views.posture_subject_now AS
  SELECT * FROM views.posture_subject WHERE valid_to = 9223372036854775807;

-- Answers are read from the new table, which is empty: the view is derived in place.
DELETE FROM views.token WHERE processor = 'posture';

-- Corrections are few, and were looked for among all that was measured.
CREATE INDEX slo_measurement_correction ON views.slo_measurement (stream, measurement, position)
  WHERE corrects;

CREATE OR REPLACE FUNCTION views.slo_measured(slo_stream text, at_position bigint)
RETURNS TABLE (value numeric, unit text, measured_at timestamptz)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1
BEGIN ATOMIC
  SELECT
    coalesce(corrected.value, current.value),
    coalesce(corrected.unit, current.unit),
    coalesce(corrected.measured_at, current.measured_at)
  FROM (
    SELECT m.measurement, m.value, m.unit, m.measured_at
    FROM views.slo_measurement AS m
    WHERE m.stream = slo_stream AND m.position <= at_position AND m.tells
    ORDER BY m.position DESC
    LIMIT 1
  ) AS current
  LEFT JOIN LATERAL (
    SELECT c.value, c.unit, c.measured_at
    FROM views.slo_measurement AS c
    WHERE c.stream = slo_stream AND c.measurement = current.measurement
      AND c.position <= at_position AND c.corrects
    ORDER BY c.position DESC
    LIMIT 1
  ) AS corrected ON true;
END;
