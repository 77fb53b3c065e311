-- Who published and who approved each version of a policy, and which version waits for that.
ALTER TABLE views.policy
  ADD COLUMN approved_by text,
  ADD COLUMN second_person text,
  ADD COLUMN pending_version text,
  ADD CONSTRAINT policy_second_person CHECK (second_person IN ('wanted', 'setting-off', 'first-start')),
  ADD CONSTRAINT policy_approved CHECK (approved_by IS NOT NULL OR second_person IS DISTINCT FROM 'wanted');
COMMENT ON CONSTRAINT policy_second_person ON views.policy IS 'the words the ledger has';
COMMENT ON CONSTRAINT policy_approved ON views.policy
  IS 'what wants a second person is in force because of one';
ALTER TABLE views.policy_version
  ADD COLUMN published_position bigint NOT NULL DEFAULT 0,
  ADD COLUMN published_by text,
  ADD COLUMN approved_by text,
  ADD COLUMN approved_at timestamptz,
  ADD COLUMN approval_reason text,
  ADD CONSTRAINT policy_version_approved CHECK ((approved_by IS NULL) = (approved_at IS NULL));
COMMENT ON CONSTRAINT policy_version_approved ON views.policy_version
  IS 'an approval is by somebody at some time';
CREATE OR REPLACE VIEW views.policy_now AS
  SELECT * FROM views.policy WHERE valid_to = 9223372036854775807;
CREATE OR REPLACE VIEW views.policy_version_now AS
  SELECT * FROM views.policy_version WHERE valid_to = 9223372036854775807;
