WITH asked AS (
  SELECT *,
    CASE
      WHEN unreviewed THEN 'emergency-unreviewed'
      WHEN state = 'over' THEN 'revoked'
      WHEN state <> 'granted' THEN state
      WHEN expires_at <= :time THEN 'expired'
      ELSE 'approved'
    END AS status,
    state = 'granted' AND expires_at > :time AS live
  FROM views.waiver
  WHERE valid_from <= :at AND valid_to > :at
    AND (CAST(:name AS text) IS NULL OR stream = :name)
    AND (CAST(:subject AS text) IS NULL OR covers_stream = :subject)
    AND (CAST(:policy AS text) IS NULL OR policy = :policy)
    AND (CAST(:rule AS text) IS NULL OR rule IS NULL OR rule = :rule)
)
SELECT
  w.subject, w.name, w.status, w.live, w.covers, w.policy, w.rule, w.owner, w.reason, w.ticket,
  w.expires_at, w.emergency, w.renewal_until, w.terms, w.requested_by,
  r.name AS requested_by_name, w.requested_at, w.approved_by, a.name AS approved_by_name,
  w.approved_at, w.ended_by, w.ended_because, w.changed_at, w.valid_from AS position
FROM asked AS w
LEFT JOIN views.actor AS r
  ON r.stream = 'actor/' || w.requested_by AND r.part = ''
    AND r.valid_from <= :at AND r.valid_to > :at
LEFT JOIN views.actor AS a
  ON a.stream = 'actor/' || w.approved_by AND a.part = ''
    AND a.valid_from <= :at AND a.valid_to > :at
WHERE w.stream > :after
  AND (
    CAST(:status AS text) IS NULL OR w.status = :status
    OR (:status = 'requested' AND w.renewal_until IS NOT NULL)
  )
ORDER BY w.stream
LIMIT :limit
