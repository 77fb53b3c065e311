-- What others said of checkpoints. Nothing of it follows from the ledger, so it stays as it came.

CREATE TABLE ${schema}.cosignature (
  size bigint NOT NULL,
  witness text NOT NULL,
  line text NOT NULL,
  kept_at timestamptz NOT NULL,
  CONSTRAINT cosignature_once PRIMARY KEY (size, witness),
  CONSTRAINT cosignature_is_of_a_checkpoint FOREIGN KEY (size) REFERENCES ${schema}.checkpoint (size) ON DELETE CASCADE,
  CONSTRAINT cosignature_line_is_bounded CHECK (octet_length(line) BETWEEN 1 AND 8192)
);
COMMENT ON TABLE ${schema}.cosignature IS 'Cosignatures of witnesses, each verified before it was kept: a line of a C2SP signed note.';
COMMENT ON CONSTRAINT cosignature_once ON ${schema}.cosignature IS 'A witness''s first word on a checkpoint stays.';
COMMENT ON CONSTRAINT cosignature_is_of_a_checkpoint ON ${schema}.cosignature IS 'It goes with the checkpoint it is of.';
COMMENT ON CONSTRAINT cosignature_line_is_bounded ON ${schema}.cosignature IS 'An ML-DSA-44 cosignature has 3,300 bytes and a name.';

CREATE TABLE ${schema}.witnessed (
  size bigint NOT NULL,
  witnessed_at timestamptz NOT NULL,
  CONSTRAINT witnessed_once PRIMARY KEY (size),
  CONSTRAINT witnessed_is_a_checkpoint FOREIGN KEY (size) REFERENCES ${schema}.checkpoint (size) ON DELETE CASCADE
);
COMMENT ON TABLE ${schema}.witnessed IS 'Checkpoints whose cosignatures reached the quorum of the policy in force then.';
COMMENT ON CONSTRAINT witnessed_once ON ${schema}.witnessed IS 'The quorum is reached once.';
COMMENT ON CONSTRAINT witnessed_is_a_checkpoint ON ${schema}.witnessed IS 'It goes with the checkpoint.';

CREATE TRIGGER cosignature_is_never_changed BEFORE UPDATE ON ${schema}.cosignature
  FOR EACH ROW EXECUTE FUNCTION ${schema}.refuse();
CREATE TRIGGER cosignature_is_never_truncated BEFORE TRUNCATE ON ${schema}.cosignature
  FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.refuse();
CREATE TRIGGER witnessed_is_never_changed BEFORE UPDATE ON ${schema}.witnessed
  FOR EACH ROW EXECUTE FUNCTION ${schema}.refuse();
CREATE TRIGGER witnessed_is_never_truncated BEFORE TRUNCATE ON ${schema}.witnessed
  FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.refuse();
