SELECT
  subject, name, state, active_version, active_sha256, active_since, reason, approved_by, second_person,
  pending_version, title, description,
  owner, contact, documentation, enforcement, stages, domains, controls, changed_at, valid_from AS position
FROM views.policy
WHERE stream = :stream AND part = '' AND valid_from <= :at AND valid_to > :at
