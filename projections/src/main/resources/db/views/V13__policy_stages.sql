-- From when a policy does what; empty where it is the same for good.
ALTER TABLE views.policy ADD COLUMN stages jsonb NOT NULL DEFAULT '[]';
ALTER TABLE views.policy_version ADD COLUMN stages jsonb NOT NULL DEFAULT '[]';
CREATE OR REPLACE VIEW views.policy_now AS
  SELECT * FROM views.policy WHERE valid_to = 9223372036854775807;
CREATE OR REPLACE VIEW views.policy_version_now AS
  SELECT * FROM views.policy_version WHERE valid_to = 9223372036854775807;
