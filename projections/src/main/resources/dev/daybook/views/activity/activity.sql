WITH page AS MATERIALIZED (
  SELECT *
  FROM views.activity
  WHERE position <= :at AND position < :before
    AND (CAST(:subject AS text) IS NULL OR stream = :subject)
    AND (CAST(:domain AS text) IS NULL OR domain = :domain)
    AND (CAST(:type AS text) IS NULL OR type = :type)
    AND (CAST(:actor AS text) IS NULL OR actor = :actor)
  ORDER BY position DESC
  LIMIT :limit
)
SELECT
  p.position, p.recorded_at, p.type, p.subject, p.summary, p.actor, COALESCE(a.name, CASE WHEN p.actor = :itself THEN :itsName END) AS actor_name,
  p.on_behalf_of, p.environment, p.reason, p.ticket, p.decision
FROM page AS p
LEFT JOIN views.actor AS a
  ON a.stream = 'actor/' || p.actor AND a.part = '' AND a.valid_from <= :at AND a.valid_to > :at
ORDER BY p.position DESC
