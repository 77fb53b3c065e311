-- What is true now, for those who do not ask for another moment.
CREATE VIEW views.product_now AS SELECT * FROM views.product WHERE valid_to = 9223372036854775807;
CREATE VIEW views.product_text_now AS
  SELECT * FROM views.product_text WHERE valid_to = 9223372036854775807;
CREATE VIEW views.contract_version_now AS
  SELECT * FROM views.contract_version WHERE valid_to = 9223372036854775807;
CREATE VIEW views.policy_now AS SELECT * FROM views.policy WHERE valid_to = 9223372036854775807;
CREATE VIEW views.policy_version_now AS
  SELECT * FROM views.policy_version WHERE valid_to = 9223372036854775807;
CREATE VIEW views.slo_now AS SELECT * FROM views.slo WHERE valid_to = 9223372036854775807;
CREATE VIEW views.slo_breach_now AS
  SELECT * FROM views.slo_breach WHERE valid_to = 9223372036854775807;
CREATE VIEW views.lineage_edge_now AS
  SELECT * FROM views.lineage_edge WHERE valid_to = 9223372036854775807;
CREATE VIEW views.domain_now AS SELECT * FROM views.domain WHERE valid_to = 9223372036854775807;
CREATE VIEW views.team_now AS SELECT * FROM views.team WHERE valid_to = 9223372036854775807;
CREATE VIEW views.actor_now AS SELECT * FROM views.actor WHERE valid_to = 9223372036854775807;
