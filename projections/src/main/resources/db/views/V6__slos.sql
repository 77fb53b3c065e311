-- Each row is one state of one promise.
CREATE TABLE views.slo (
  stream         text    NOT NULL,
  part           text    NOT NULL,
  valid_from     bigint  NOT NULL,
  valid_to       bigint  NOT NULL,
  subject        text    NOT NULL,
  promised_by    text    NOT NULL,
  objective      text    NOT NULL,
  target         text    NOT NULL,
  comparison     text    NOT NULL,
  target_value   numeric NOT NULL,
  unit           text    NOT NULL,
  method         text,
  description    text,
  status         text    NOT NULL,
  breach         text,
  breached_since timestamptz,
  CONSTRAINT slo_key PRIMARY KEY (stream, part, valid_to),
  CONSTRAINT slo_span CHECK (valid_from < valid_to),
  CONSTRAINT slo_status CHECK (status IN ('met', 'breached', 'unknown')),
  CONSTRAINT slo_open_breach CHECK ((status = 'breached') = (breach IS NOT NULL))
);
COMMENT ON CONSTRAINT slo_key ON views.slo IS 'one row for each thing at each moment';
COMMENT ON CONSTRAINT slo_span ON views.slo IS 'a row is true for one position at least';
COMMENT ON CONSTRAINT slo_status ON views.slo IS 'the words the API answers with';
COMMENT ON CONSTRAINT slo_open_breach ON views.slo IS 'a breached promise has one open breach';

CREATE INDEX slo_when ON views.slo (valid_to, valid_from);
CREATE INDEX slo_promised_by ON views.slo (promised_by, valid_to);

-- Breaches, open and over; part is the position of the entry that opened it.
CREATE TABLE views.slo_breach (
  stream          text        NOT NULL,
  part            text        NOT NULL,
  valid_from      bigint      NOT NULL,
  valid_to        bigint      NOT NULL,
  subject         text        NOT NULL,
  promised_by     text        NOT NULL,
  objective       text        NOT NULL,
  since           timestamptz NOT NULL,
  value           numeric     NOT NULL,
  target          numeric     NOT NULL,
  until           timestamptz,
  recovered_value numeric,
  ended           text,
  CONSTRAINT slo_breach_key PRIMARY KEY (stream, part, valid_to),
  CONSTRAINT slo_breach_span CHECK (valid_from < valid_to),
  CONSTRAINT slo_breach_ended CHECK (ended IN ('recovered', 'dropped')),
  CONSTRAINT slo_breach_until CHECK ((until IS NULL) = (ended IS NULL))
);
COMMENT ON CONSTRAINT slo_breach_key ON views.slo_breach IS 'one row for each thing at each moment';
COMMENT ON CONSTRAINT slo_breach_span ON views.slo_breach
  IS 'a row is true for one position at least';
COMMENT ON CONSTRAINT slo_breach_ended ON views.slo_breach IS 'the two ways a breach ends';
COMMENT ON CONSTRAINT slo_breach_until ON views.slo_breach IS 'what has ended has ended somehow';

CREATE INDEX slo_breach_when ON views.slo_breach (valid_to, valid_from);

-- Every value reported, and every correction of one. Rows never change.
CREATE TABLE views.slo_measurement (
  position    bigint      NOT NULL CONSTRAINT slo_measurement_key PRIMARY KEY,
  stream      text        NOT NULL,
  measurement uuid        NOT NULL,
  measured_at timestamptz NOT NULL,
  value       numeric     NOT NULL,
  unit        text        NOT NULL,
  environment text,
  run         text,
  met         boolean     NOT NULL,
  late        boolean     NOT NULL,
  tells       boolean     NOT NULL,
  corrects    boolean     NOT NULL,
  previous    numeric,
  reason      text,
  recorded_at timestamptz NOT NULL
);
COMMENT ON CONSTRAINT slo_measurement_key ON views.slo_measurement IS 'an entry is taken in once';
CREATE INDEX slo_measurement_stream ON views.slo_measurement (stream, position);

-- The value that says how a promise stands, with its corrections: of the production measurement
-- made last by the reporters' clocks, among those known at a position.
CREATE FUNCTION views.slo_measured(slo_stream text, at_position bigint)
RETURNS TABLE (value numeric, unit text, measured_at timestamptz)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1
BEGIN ATOMIC
  SELECT v.value, v.unit, v.measured_at
  FROM (
    SELECT m.measurement
    FROM views.slo_measurement AS m
    WHERE m.stream = slo_stream AND m.position <= at_position AND m.tells
    ORDER BY m.position DESC
    LIMIT 1
  ) AS current
  CROSS JOIN LATERAL (
    SELECT c.value, c.unit, c.measured_at
    FROM views.slo_measurement AS c
    WHERE c.stream = slo_stream AND c.position <= at_position
      AND c.measurement = current.measurement
    ORDER BY c.position DESC
    LIMIT 1
  ) AS v;
END;
