SELECT
  subject, name, state, version, sha256, title, description, owner, domains, selected_by, reason,
  changed_at, valid_from AS position
FROM views.params
WHERE stream = :stream AND part = '' AND valid_from <= :at AND valid_to > :at
