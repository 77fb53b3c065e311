-- When timestamp authorities saw checkpoints. Nothing of it follows from the ledger, so it stays as
-- it came.

CREATE TABLE ${schema}.timestamp (
  size bigint NOT NULL,
  authority text NOT NULL,
  stamped_at timestamptz NOT NULL,
  token bytea NOT NULL,
  CONSTRAINT timestamp_once PRIMARY KEY (size, authority),
  CONSTRAINT timestamp_is_of_a_checkpoint FOREIGN KEY (size) REFERENCES ${schema}.checkpoint (size),
  CONSTRAINT timestamp_token_is_bounded CHECK (octet_length(token) BETWEEN 1 AND 65536)
);
ALTER TABLE ${schema}.timestamp ALTER COLUMN token SET STORAGE EXTERNAL;
COMMENT ON TABLE ${schema}.timestamp IS 'RFC 3161 tokens over checkpoints'' texts, each verified before it was kept.';
COMMENT ON CONSTRAINT timestamp_once ON ${schema}.timestamp IS 'An authority''s first word on a checkpoint stays; it is the earliest.';
COMMENT ON CONSTRAINT timestamp_is_of_a_checkpoint ON ${schema}.timestamp IS 'A checkpoint that has one is never let go of.';
COMMENT ON CONSTRAINT timestamp_token_is_bounded ON ${schema}.timestamp IS 'A token''s own bound.';

CREATE TRIGGER timestamp_is_never_changed BEFORE UPDATE OR DELETE ON ${schema}.timestamp
  FOR EACH ROW EXECUTE FUNCTION ${schema}.refuse();
CREATE TRIGGER timestamp_is_never_truncated BEFORE TRUNCATE ON ${schema}.timestamp
  FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.refuse();
