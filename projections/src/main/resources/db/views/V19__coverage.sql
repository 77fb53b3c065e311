-- Each row counts what one rule answered in the decisions of one day.
CREATE TABLE views.rule_day (
  policy         text   NOT NULL,
  rule           text   NOT NULL,
  day            date   NOT NULL,
  passed         bigint NOT NULL,
  failed         bigint NOT NULL,
  waived         bigint NOT NULL,
  unjudged       bigint NOT NULL,
  first_position bigint NOT NULL,
  last_position  bigint NOT NULL,
  CONSTRAINT rule_day_key PRIMARY KEY (policy, rule, day),
  CONSTRAINT rule_day_span CHECK (first_position <= last_position)
);
COMMENT ON CONSTRAINT rule_day_key ON views.rule_day IS 'a rule has one count a day';
COMMENT ON CONSTRAINT rule_day_span ON views.rule_day IS 'the first comes before the last';

-- Each row counts how often two rules of one policy were broken by one decision on one day.
CREATE TABLE views.rules_together (
  policy         text   NOT NULL,
  rule           text   NOT NULL,
  other          text   NOT NULL,
  day            date   NOT NULL,
  times          bigint NOT NULL,
  first_position bigint NOT NULL,
  last_position  bigint NOT NULL,
  CONSTRAINT rules_together_key PRIMARY KEY (policy, rule, other, day),
  CONSTRAINT rules_together_other CHECK (rule <> other)
);
COMMENT ON CONSTRAINT rules_together_key ON views.rules_together IS 'two rules have one count a day';
COMMENT ON CONSTRAINT rules_together_other ON views.rules_together
  IS 'that a rule is broken with itself says nothing';
