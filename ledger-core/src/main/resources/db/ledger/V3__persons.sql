-- Persons: a key for each, and what is sealed under such keys as a whole. Keys are the one thing here
-- that goes away: with them goes whatever they sealed.

CREATE TABLE ledger.person_key (
  id text COLLATE "C" NOT NULL,
  designation bytea NOT NULL,
  wrapped bytea NOT NULL,
  CONSTRAINT person_key_is_one PRIMARY KEY (id),
  CONSTRAINT person_key_by_designation UNIQUE (designation),
  CONSTRAINT person_key_id_says_nothing CHECK (id ~ '^per_[0-9a-f]{16}$'),
  CONSTRAINT person_key_designation_is_hmac CHECK (octet_length(designation) = 32),
  CONSTRAINT person_key_is_wrapped CHECK (octet_length(wrapped) BETWEEN 33 AND 4096)
);
COMMENT ON TABLE ledger.person_key IS 'The keys that values naming a person are sealed under, each wrapped by a key that is not in the database.';
COMMENT ON CONSTRAINT person_key_is_one ON ledger.person_key IS 'A person has one key.';
COMMENT ON CONSTRAINT person_key_by_designation ON ledger.person_key IS 'Whoever is called the same is the same person.';
COMMENT ON CONSTRAINT person_key_id_says_nothing ON ledger.person_key IS 'An id is random, and stays where the key is gone.';
COMMENT ON CONSTRAINT person_key_designation_is_hmac ON ledger.person_key IS 'What a person is called by is here only as an HMAC-SHA-256.';
COMMENT ON CONSTRAINT person_key_is_wrapped ON ledger.person_key IS 'A key is longer once it is wrapped; a bare one has 32 bytes.';

CREATE TABLE ledger.person_secret (
  one boolean NOT NULL DEFAULT true,
  wrapped bytea NOT NULL,
  CONSTRAINT person_secret_is_one_row PRIMARY KEY (one),
  CONSTRAINT person_secret_one_is_true CHECK (one),
  CONSTRAINT person_secret_is_wrapped CHECK (octet_length(wrapped) BETWEEN 33 AND 4096)
);
COMMENT ON TABLE ledger.person_secret IS 'The key of the HMAC that persons are looked up by, wrapped as theirs are.';
COMMENT ON CONSTRAINT person_secret_is_one_row ON ledger.person_secret IS 'A ledger has one such key.';
COMMENT ON CONSTRAINT person_secret_one_is_true ON ledger.person_secret IS 'With the primary key: at most one row.';
COMMENT ON CONSTRAINT person_secret_is_wrapped ON ledger.person_secret IS 'A key is longer once it is wrapped.';

CREATE TABLE ledger.sealed_content (
  sha256 bytea NOT NULL,
  persons text COLLATE "C" NOT NULL,
  envelope bytea NOT NULL,
  CONSTRAINT sealed_content_once PRIMARY KEY (sha256, persons),
  CONSTRAINT sealed_content_address_is_sha256 CHECK (octet_length(sha256) = 32),
  CONSTRAINT sealed_content_names_persons CHECK (persons ~ '^per_[0-9a-f]{16}(,per_[0-9a-f]{16})*$'),
  CONSTRAINT sealed_content_is_bounded CHECK (octet_length(envelope) BETWEEN 64 AND 4194304 + 64)
) WITH (toast_tuple_target = 8160);
COMMENT ON TABLE ledger.sealed_content IS 'Documents and facts that name persons, sealed under the keys of all of them, by the SHA-256 of their bytes before.';
COMMENT ON CONSTRAINT sealed_content_once ON ledger.sealed_content IS 'The same bytes are kept once for the same keys; sent again after an erasure, they are sealed under others.';
COMMENT ON CONSTRAINT sealed_content_address_is_sha256 ON ledger.sealed_content IS 'A SHA-256 has 32 bytes.';
COMMENT ON CONSTRAINT sealed_content_names_persons ON ledger.sealed_content IS 'Without the key of every one of them nobody opens it.';
COMMENT ON CONSTRAINT sealed_content_is_bounded ON ledger.sealed_content IS 'As ledger.content, and the 64 bytes of an envelope.';

CREATE TRIGGER sealed_content_is_never_changed BEFORE UPDATE OR DELETE ON ledger.sealed_content
  FOR EACH ROW EXECUTE FUNCTION ledger.refuse();
CREATE TRIGGER sealed_content_is_never_truncated BEFORE TRUNCATE ON ledger.sealed_content
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
ALTER TABLE ledger.sealed_content ENABLE ALWAYS TRIGGER sealed_content_is_never_changed;
ALTER TABLE ledger.sealed_content ENABLE ALWAYS TRIGGER sealed_content_is_never_truncated;

GRANT SELECT, INSERT ON ledger.sealed_content, ledger.person_secret TO daybook_app;
GRANT SELECT, INSERT, DELETE ON ledger.person_key TO daybook_app;
