-- Authorities are told apart by their certificates: two may be called the same.

ALTER TABLE ${schema}.timestamp ADD COLUMN certificate text;
-- Rewritten without an UPDATE, which the table refuses.
ALTER TABLE ${schema}.timestamp ALTER COLUMN certificate TYPE text
  USING encode(sha256(convert_to(authority, 'UTF8')), 'hex');
ALTER TABLE ${schema}.timestamp ALTER COLUMN certificate SET NOT NULL;
ALTER TABLE ${schema}.timestamp DROP CONSTRAINT timestamp_once;
ALTER TABLE ${schema}.timestamp ADD CONSTRAINT timestamp_once PRIMARY KEY (size, certificate);
ALTER TABLE ${schema}.timestamp ADD CONSTRAINT timestamp_certificate_is_sha256 CHECK (certificate ~ '^[0-9a-f]{64}$');
COMMENT ON COLUMN ${schema}.timestamp.certificate IS 'SHA-256 of the authority''s certificate, in hex; of its name where the token was kept before this column was there.';
COMMENT ON CONSTRAINT timestamp_once ON ${schema}.timestamp IS 'An authority''s first word on a checkpoint stays; it is the earliest.';
COMMENT ON CONSTRAINT timestamp_certificate_is_sha256 ON ${schema}.timestamp IS 'A SHA-256 in hex has 64 digits.';
