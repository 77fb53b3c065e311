-- Finds what was measured last by a time, whenever it was reported; corrections have their
-- measurement's time.
CREATE INDEX slo_measurement_measured ON views.slo_measurement (stream, measured_at, position);
