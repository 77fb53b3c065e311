-- Counts of a stretch of positions each, so that they can be told as of any moment: those before
-- it are complete, and the one it lies in is counted again where it has gone on since.
TRUNCATE views.rule_day, views.rules_together;

ALTER TABLE views.rule_day ADD COLUMN block bigint NOT NULL;
ALTER TABLE views.rule_day DROP CONSTRAINT rule_day_key;
ALTER TABLE views.rule_day ADD CONSTRAINT rule_day_key PRIMARY KEY (policy, rule, day, block);
COMMENT ON CONSTRAINT rule_day_key ON views.rule_day IS 'a rule has one count a day and block';

ALTER TABLE views.rules_together ADD COLUMN block bigint NOT NULL;
ALTER TABLE views.rules_together DROP CONSTRAINT rules_together_key;
ALTER TABLE views.rules_together
  ADD CONSTRAINT rules_together_key PRIMARY KEY (policy, rule, other, day, block);
COMMENT ON CONSTRAINT rules_together_key ON views.rules_together
  IS 'two rules have one count a day and block';
