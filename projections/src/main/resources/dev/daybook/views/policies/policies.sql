SELECT
  subject, name, state, active_version, active_sha256, active_since, reason, approved_by, second_person,
  pending_version, title, description,
  owner, contact, documentation, enforcement, stages, domains, controls, changed_at, valid_from AS position
FROM views.policy
WHERE valid_from <= :at AND valid_to > :at
  AND (CAST(:state AS text) IS NULL OR state = :state)
  AND (NOT CAST(:pending AS boolean) OR pending_version IS NOT NULL)
  AND stream > :after
ORDER BY stream
LIMIT :limit
