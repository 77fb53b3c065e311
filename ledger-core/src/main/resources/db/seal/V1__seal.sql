-- The seal: the tree over the ledger's leaf statements, and what was signed of it. All of it follows
-- from the ledger and the keys; what was signed is remembered beside the keys too.

CREATE TABLE ${schema}.head (
  one boolean NOT NULL DEFAULT true,
  size bigint NOT NULL,
  root bytea NOT NULL,
  keys text NOT NULL,
  CONSTRAINT head_is_one_row PRIMARY KEY (one),
  CONSTRAINT head_one_is_true CHECK (one),
  CONSTRAINT head_size_counts_from_zero CHECK (size >= 0),
  CONSTRAINT head_root_is_sha256 CHECK (octet_length(root) = 32)
) WITH (fillfactor = 10);
COMMENT ON TABLE ${schema}.head IS 'What is sealed. Every checkpoint moves this row from where its sealer believed it, so that two sealers never both go on.';
COMMENT ON CONSTRAINT head_is_one_row ON ${schema}.head IS 'A ledger has one seal.';
COMMENT ON CONSTRAINT head_one_is_true ON ${schema}.head IS 'With the primary key: at most one row.';
COMMENT ON CONSTRAINT head_size_counts_from_zero ON ${schema}.head IS 'The empty tree has 0 leaves.';
COMMENT ON CONSTRAINT head_root_is_sha256 ON ${schema}.head IS 'A SHA-256 has 32 bytes.';

CREATE TABLE ${schema}.tile (
  level smallint NOT NULL,
  index bigint NOT NULL,
  hashes bytea NOT NULL,
  CONSTRAINT tile_once PRIMARY KEY (level, index),
  CONSTRAINT tile_level_is_known CHECK (level BETWEEN 0 AND 7),
  CONSTRAINT tile_index_counts_from_zero CHECK (index >= 0),
  CONSTRAINT tile_is_full CHECK (octet_length(hashes) = 8192)
);
-- Hashes do not compress; trying to costs more than writing them.
ALTER TABLE ${schema}.tile ALTER COLUMN hashes SET STORAGE EXTERNAL;
COMMENT ON TABLE ${schema}.tile IS 'Full tiles of the tree, 256 hashes each, as C2SP tlog-tiles has them.';
COMMENT ON CONSTRAINT tile_once ON ${schema}.tile IS 'A tile has one place.';
COMMENT ON CONSTRAINT tile_level_is_known ON ${schema}.tile IS 'Level 7 covers 2^64 leaves.';
COMMENT ON CONSTRAINT tile_index_counts_from_zero ON ${schema}.tile IS 'A level''s first tile is number 0.';
COMMENT ON CONSTRAINT tile_is_full ON ${schema}.tile IS 'What is not full yet stands in the edge.';

CREATE TABLE ${schema}.edge (
  level smallint NOT NULL,
  index bigint NOT NULL,
  hashes bytea NOT NULL,
  CONSTRAINT edge_has_one_tile_a_level PRIMARY KEY (level),
  CONSTRAINT edge_level_is_known CHECK (level BETWEEN 0 AND 7),
  CONSTRAINT edge_is_not_full CHECK (octet_length(hashes) BETWEEN 32 AND 8160 AND octet_length(hashes) % 32 = 0)
) WITH (fillfactor = 50);
ALTER TABLE ${schema}.edge ALTER COLUMN hashes SET STORAGE EXTERNAL;
COMMENT ON TABLE ${schema}.edge IS 'The tile of each level that is not full, rewritten with every checkpoint.';
COMMENT ON CONSTRAINT edge_has_one_tile_a_level ON ${schema}.edge IS 'Only the last tile of a level is not full.';
COMMENT ON CONSTRAINT edge_level_is_known ON ${schema}.edge IS 'As of tiles.';
COMMENT ON CONSTRAINT edge_is_not_full ON ${schema}.edge IS '1 to 255 hashes of 32 bytes; an empty tile does not exist.';

CREATE TABLE ${schema}.checkpoint (
  size bigint NOT NULL,
  root bytea NOT NULL,
  signed_at timestamptz NOT NULL,
  note bytea NOT NULL,
  CONSTRAINT checkpoint_once PRIMARY KEY (size),
  CONSTRAINT checkpoint_size_counts_from_one CHECK (size >= 1),
  CONSTRAINT checkpoint_root_is_sha256 CHECK (octet_length(root) = 32),
  CONSTRAINT checkpoint_note_is_bounded CHECK (octet_length(note) BETWEEN 1 AND 1000000)
);
ALTER TABLE ${schema}.checkpoint ALTER COLUMN note SET STORAGE EXTERNAL;
COMMENT ON TABLE ${schema}.checkpoint IS 'Signed checkpoints, C2SP tlog-checkpoint notes byte for byte as they were published.';
COMMENT ON CONSTRAINT checkpoint_once ON ${schema}.checkpoint IS 'A size is signed once.';
COMMENT ON CONSTRAINT checkpoint_size_counts_from_one ON ${schema}.checkpoint IS 'The empty ledger is not signed.';
COMMENT ON CONSTRAINT checkpoint_root_is_sha256 ON ${schema}.checkpoint IS 'A SHA-256 has 32 bytes.';
COMMENT ON CONSTRAINT checkpoint_note_is_bounded ON ${schema}.checkpoint IS 'A note''s own bound.';

CREATE FUNCTION ${schema}.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of the seal is written once; % is refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER tile_is_never_changed BEFORE UPDATE OR DELETE ON ${schema}.tile
  FOR EACH ROW EXECUTE FUNCTION ${schema}.refuse();
CREATE TRIGGER tile_is_never_truncated BEFORE TRUNCATE ON ${schema}.tile
  FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.refuse();
CREATE TRIGGER checkpoint_is_never_changed BEFORE UPDATE ON ${schema}.checkpoint
  FOR EACH ROW EXECUTE FUNCTION ${schema}.refuse();
CREATE TRIGGER checkpoint_is_never_truncated BEFORE TRUNCATE ON ${schema}.checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.refuse();
