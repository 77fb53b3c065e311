-- Who answers for a policy, and which controls of which regulations it serves; with every finding.
ALTER TABLE views.policy
  ADD COLUMN owner text,
  ADD COLUMN contact text,
  ADD COLUMN documentation text,
  ADD COLUMN controls text[] NOT NULL DEFAULT '{}';
ALTER TABLE views.policy_version
  ADD COLUMN owner text,
  ADD COLUMN contact text,
  ADD COLUMN documentation text,
  ADD COLUMN controls text[] NOT NULL DEFAULT '{}';
ALTER TABLE views.finding
  ADD COLUMN documentation text,
  ADD COLUMN controls text[] NOT NULL DEFAULT '{}';
CREATE OR REPLACE VIEW views.policy_now AS
  SELECT * FROM views.policy WHERE valid_to = 9223372036854775807;
CREATE OR REPLACE VIEW views.policy_version_now AS
  SELECT * FROM views.policy_version WHERE valid_to = 9223372036854775807;
