SELECT
  d.id, d.position, d.subject, d.command,
  CASE WHEN d.accepted THEN 'accepted' ELSE 'denied' END AS outcome,
  d.findings, d.would_deny, d.actor, COALESCE(a.name, CASE WHEN d.actor = :itself THEN :itsName END) AS actor_name, d.on_behalf_of, d.environment, d.reason, d.ticket,
  d.document, d.recorded_at
FROM views.decision AS d
LEFT JOIN views.actor AS a
  ON a.stream = 'actor/' || d.actor AND a.part = '' AND a.valid_from <= :at AND a.valid_to > :at
WHERE d.id = :id AND d.position <= :at
