SELECT
  subject, name, description, owner, capabilities, bounded_contexts, tags, document, changed_at,
  valid_from AS position, spec
FROM views.domain
WHERE stream = :stream AND valid_from <= :at AND valid_to > :at
