-- The ledger: one order, append-only. The application works as daybook_app, which may read and add
-- entries and move the head, and nothing else.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'daybook_app') THEN
    CREATE ROLE daybook_app NOLOGIN;
  END IF;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN NULL; -- another ledger of this cluster was faster
END $$;

-- To be a member is not enough from PostgreSQL 16 on: one must be allowed to become the role.
DO $$
BEGIN
  IF NOT pg_has_role(current_user, 'daybook_app',
      CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) THEN
    EXECUTE format('GRANT daybook_app TO %I', current_user);
  END IF;
END $$;

CREATE TABLE ledger.origin (
  one boolean NOT NULL DEFAULT true,
  name text NOT NULL,
  CONSTRAINT origin_is_one_row PRIMARY KEY (one),
  CONSTRAINT origin_one_is_true CHECK (one),
  CONSTRAINT origin_is_a_word CHECK (name ~ '^[!-*,-~]{1,200}$')
);
COMMENT ON TABLE ledger.origin IS 'The name this ledger was born with; every leaf and checkpoint carries it.';
COMMENT ON CONSTRAINT origin_is_one_row ON ledger.origin IS 'A ledger has one name.';
COMMENT ON CONSTRAINT origin_one_is_true ON ledger.origin IS 'With the primary key: at most one row.';
COMMENT ON CONSTRAINT origin_is_a_word ON ledger.origin IS 'A signed note''s first line: printable ASCII without space or plus.';

CREATE TABLE ledger.head (
  one boolean NOT NULL DEFAULT true,
  epoch bigint NOT NULL,
  position bigint NOT NULL,
  recorded_at timestamptz NOT NULL,
  policy_position bigint NOT NULL,
  CONSTRAINT head_is_one_row PRIMARY KEY (one),
  CONSTRAINT head_one_is_true CHECK (one),
  CONSTRAINT head_epoch_counts_from_one CHECK (epoch >= 1),
  CONSTRAINT head_position_counts_from_zero CHECK (position >= 0),
  CONSTRAINT head_policy_position_is_recorded CHECK (policy_position BETWEEN 0 AND position)
) WITH (fillfactor = 10);
COMMENT ON TABLE ledger.head IS 'Where the ledger stands. Every append moves this row, which is what gives positions their order.';
COMMENT ON CONSTRAINT head_is_one_row ON ledger.head IS 'A ledger has one head.';
COMMENT ON CONSTRAINT head_one_is_true ON ledger.head IS 'With the primary key: at most one row.';
COMMENT ON CONSTRAINT head_epoch_counts_from_one ON ledger.head IS 'The epoch counts restores of an older copy, from 1.';
COMMENT ON CONSTRAINT head_position_counts_from_zero ON ledger.head IS 'The empty ledger stands at 0.';
COMMENT ON CONSTRAINT head_policy_position_is_recorded ON ledger.head IS 'What last changed the policies is an entry that exists.';

CREATE TABLE ledger.entry (
  position bigint NOT NULL,
  event_id uuid NOT NULL,
  stream text COLLATE "C" NOT NULL,
  sequence bigint NOT NULL,
  type text COLLATE "C" NOT NULL,
  revision integer NOT NULL,
  recorded_at timestamptz NOT NULL,
  payload bytea NOT NULL,
  metadata bytea NOT NULL,
  leaf bytea NOT NULL,
  CONSTRAINT entry_has_one_position PRIMARY KEY (position),
  CONSTRAINT entry_event_once UNIQUE (event_id),
  CONSTRAINT entry_sequence_once UNIQUE (stream, sequence),
  CONSTRAINT entry_position_counts_from_one CHECK (position >= 1),
  CONSTRAINT entry_sequence_counts_from_zero CHECK (sequence >= 0),
  CONSTRAINT entry_revision_counts_from_one CHECK (revision >= 1),
  CONSTRAINT entry_stream_is_named CHECK (octet_length(stream) BETWEEN 1 AND 1500),
  CONSTRAINT entry_type_is_named CHECK (octet_length(type) BETWEEN 1 AND 100),
  CONSTRAINT entry_payload_is_bounded CHECK (octet_length(payload) BETWEEN 1 AND 1048576),
  CONSTRAINT entry_metadata_is_bounded CHECK (octet_length(metadata) BETWEEN 1 AND 65536),
  CONSTRAINT entry_leaf_is_bounded CHECK (octet_length(leaf) BETWEEN 1 AND 4096)
  -- Entries that fit a page stay in it as they are: compressing them cost a quarter of an append.
) WITH (toast_tuple_target = 8160);
COMMENT ON TABLE ledger.entry IS 'The entries, in order. Bytes are stored as they were hashed.';
COMMENT ON CONSTRAINT entry_has_one_position ON ledger.entry IS 'One entry per position; the guarded head makes them gap-free.';
COMMENT ON CONSTRAINT entry_event_once ON ledger.entry IS 'An event is recorded once, whatever is retried.';
COMMENT ON CONSTRAINT entry_sequence_once ON ledger.entry IS 'A stream has one history; with sequence 0 of decision/<id>: a command is decided once.';
COMMENT ON CONSTRAINT entry_position_counts_from_one ON ledger.entry IS 'The first entry stands at 1; leaf index = position - 1.';
COMMENT ON CONSTRAINT entry_sequence_counts_from_zero ON ledger.entry IS 'A stream''s first event has sequence 0.';
COMMENT ON CONSTRAINT entry_revision_counts_from_one ON ledger.entry IS 'Revisions of an event''s JSON count from 1.';
COMMENT ON CONSTRAINT entry_stream_is_named ON ledger.entry IS 'A stream is named as its subject, 1 to 1500 bytes, so that a leaf stays below 4 KiB.';
COMMENT ON CONSTRAINT entry_type_is_named ON ledger.entry IS 'Events have wire names of 1 to 100 bytes.';
COMMENT ON CONSTRAINT entry_payload_is_bounded ON ledger.entry IS 'A payload has at most 1 MiB.';
COMMENT ON CONSTRAINT entry_metadata_is_bounded ON ledger.entry IS 'Metadata has at most 64 KiB.';
COMMENT ON CONSTRAINT entry_leaf_is_bounded ON ledger.entry IS 'A leaf statement has at most 4 KiB, the seal''s limit.';

CREATE INDEX entry_by_type ON ledger.entry (type, position);
COMMENT ON INDEX ledger.entry_by_type IS 'Followers of few types (policies, actors) read only theirs.';

CREATE TABLE ledger.content (
  sha256 bytea NOT NULL,
  bytes bytea NOT NULL,
  CONSTRAINT content_once PRIMARY KEY (sha256),
  CONSTRAINT content_address_is_sha256 CHECK (octet_length(sha256) = 32),
  CONSTRAINT content_is_bounded CHECK (octet_length(bytes) <= 4194304)
) WITH (toast_tuple_target = 8160);
COMMENT ON TABLE ledger.content IS 'Documents, policies and facts by the SHA-256 of their bytes.';
COMMENT ON CONSTRAINT content_once ON ledger.content IS 'The same bytes are kept once.';
COMMENT ON CONSTRAINT content_address_is_sha256 ON ledger.content IS 'A SHA-256 has 32 bytes.';
COMMENT ON CONSTRAINT content_is_bounded ON ledger.content IS 'Nothing larger than 4 MiB is kept here.';

CREATE FUNCTION ledger.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'ledger.% is append-only; % is refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation',
          HINT = 'A mistake is corrected by another entry that cites it.';
END $$;

CREATE FUNCTION ledger.only_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.epoch < OLD.epoch
     OR NEW.position < OLD.position
     OR NEW.recorded_at < OLD.recorded_at
     OR NEW.policy_position < OLD.policy_position THEN
    RAISE EXCEPTION 'the head only moves forward: % is behind %', NEW, OLD
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- ALWAYS: they fire under session_replication_role = replica too.
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE OR DELETE ON ledger.entry
  FOR EACH ROW EXECUTE FUNCTION ledger.refuse();
CREATE TRIGGER entry_is_never_truncated BEFORE TRUNCATE ON ledger.entry
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
ALTER TABLE ledger.entry ENABLE ALWAYS TRIGGER entry_is_never_changed;
ALTER TABLE ledger.entry ENABLE ALWAYS TRIGGER entry_is_never_truncated;

CREATE TRIGGER content_is_never_changed BEFORE UPDATE OR DELETE ON ledger.content
  FOR EACH ROW EXECUTE FUNCTION ledger.refuse();
CREATE TRIGGER content_is_never_truncated BEFORE TRUNCATE ON ledger.content
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
ALTER TABLE ledger.content ENABLE ALWAYS TRIGGER content_is_never_changed;
ALTER TABLE ledger.content ENABLE ALWAYS TRIGGER content_is_never_truncated;

CREATE TRIGGER origin_is_never_changed BEFORE UPDATE OR DELETE ON ledger.origin
  FOR EACH ROW EXECUTE FUNCTION ledger.refuse();
CREATE TRIGGER origin_is_never_truncated BEFORE TRUNCATE ON ledger.origin
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
ALTER TABLE ledger.origin ENABLE ALWAYS TRIGGER origin_is_never_changed;
ALTER TABLE ledger.origin ENABLE ALWAYS TRIGGER origin_is_never_truncated;

CREATE TRIGGER head_only_moves_forward BEFORE UPDATE ON ledger.head
  FOR EACH ROW EXECUTE FUNCTION ledger.only_forward();
CREATE TRIGGER head_is_never_deleted BEFORE DELETE ON ledger.head
  FOR EACH ROW EXECUTE FUNCTION ledger.refuse();
CREATE TRIGGER head_is_never_truncated BEFORE TRUNCATE ON ledger.head
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
ALTER TABLE ledger.head ENABLE ALWAYS TRIGGER head_only_moves_forward;
ALTER TABLE ledger.head ENABLE ALWAYS TRIGGER head_is_never_deleted;
ALTER TABLE ledger.head ENABLE ALWAYS TRIGGER head_is_never_truncated;

INSERT INTO ledger.origin (name) VALUES ('${origin}');
INSERT INTO ledger.head (epoch, position, recorded_at, policy_position)
  VALUES (1, 0, 'epoch', 0);

GRANT USAGE ON SCHEMA ledger TO daybook_app;
GRANT SELECT ON ledger.origin TO daybook_app;
GRANT SELECT, INSERT ON ledger.entry, ledger.content TO daybook_app;
GRANT SELECT, UPDATE ON ledger.head TO daybook_app;
