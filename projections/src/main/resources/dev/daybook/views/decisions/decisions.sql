WITH page AS MATERIALIZED (
  SELECT *
  FROM views.decision AS d
  WHERE position <= :at AND position < :before
    AND (CAST(:subject AS text) IS NULL OR stream = :subject)
    AND (CAST(:domain AS text) IS NULL OR domain = :domain)
    AND (CAST(:outcome AS text) IS NULL OR accepted = (:outcome = 'accepted'))
    AND (CAST(:command AS text) IS NULL OR command = :command)
    AND (CAST(:actor AS text) IS NULL OR actor = :actor)
    AND (CAST(:wouldDeny AS boolean) IS NULL OR would_deny = :wouldDeny)
    AND (
      CAST(:rule AS text) IS NULL
      OR EXISTS (SELECT FROM views.finding AS f WHERE f.position = d.position AND f.rule = :rule)
    )
    AND (
      CAST(:waiver AS text) IS NULL
      OR EXISTS (SELECT FROM views.finding AS f WHERE f.position = d.position AND f.waiver = :waiver)
    )
  ORDER BY position DESC
  LIMIT :limit
)
SELECT
  d.id, d.position, d.subject, d.command,
  CASE WHEN d.accepted THEN 'accepted' ELSE 'denied' END AS outcome,
  d.findings, d.would_deny, d.actor, COALESCE(a.name, CASE WHEN d.actor = :itself THEN :itsName END) AS actor_name, d.on_behalf_of, d.environment, d.reason, d.ticket,
  d.document, d.recorded_at
FROM page AS d
LEFT JOIN views.actor AS a
  ON a.stream = 'actor/' || d.actor AND a.part = '' AND a.valid_from <= :at AND a.valid_to > :at
ORDER BY d.position DESC
