SELECT
  version, sha256, title, description, owner, contact, documentation, enforcement, stages, domains,
  controls, published_at, published_by, approved_by, approved_at, approval_reason, published_position AS position
FROM views.policy_version
WHERE stream = :stream AND valid_from <= :at AND valid_to > :at
ORDER BY position DESC
