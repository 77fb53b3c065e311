SELECT
  subject, name, description, owner, capabilities, bounded_contexts, tags, document, changed_at,
  valid_from AS position, spec
FROM views.domain
WHERE valid_from <= :at AND valid_to > :at AND stream > :after
ORDER BY stream
LIMIT :limit
