-- Who seals from which size on. What handed the seal over is an entry of the ledger.

CREATE TABLE ${schema}.keys (
  size bigint NOT NULL,
  keys text NOT NULL,
  CONSTRAINT keys_once PRIMARY KEY (size),
  CONSTRAINT keys_size_counts_from_zero CHECK (size >= 0),
  CONSTRAINT keys_are_bounded CHECK (octet_length(keys) BETWEEN 1 AND 8192)
);
COMMENT ON TABLE ${schema}.keys IS 'The keys of the seal, vkeys a line each, by the size of the first checkpoint they signed: 0 for those the ledger was born with, else the position of the entry that hands the seal over to them.';
COMMENT ON CONSTRAINT keys_once ON ${schema}.keys IS 'One size is handed over at once.';
COMMENT ON CONSTRAINT keys_size_counts_from_zero ON ${schema}.keys IS 'The empty tree has 0 leaves.';
COMMENT ON CONSTRAINT keys_are_bounded ON ${schema}.keys IS 'Two vkeys have 2,000 bytes and their names.';

INSERT INTO ${schema}.keys (size, keys) SELECT 0, keys FROM ${schema}.head;
ALTER TABLE ${schema}.head DROP COLUMN keys;

CREATE TRIGGER keys_are_never_changed BEFORE UPDATE OR DELETE ON ${schema}.keys
  FOR EACH ROW EXECUTE FUNCTION ${schema}.refuse();
CREATE TRIGGER keys_are_never_truncated BEFORE TRUNCATE ON ${schema}.keys
  FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.refuse();
