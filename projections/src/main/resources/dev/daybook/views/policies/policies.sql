SELECT
  subject, name, state, active_version, active_sha256, active_since, reason, title, description,
  owner, contact, documentation, enforcement, stages, domains, controls, changed_at, valid_from AS position
FROM views.policy
WHERE valid_from <= :at AND valid_to > :at
  AND (CAST(:state AS text) IS NULL OR state = :state)
  AND stream > :after
ORDER BY stream
LIMIT :limit
