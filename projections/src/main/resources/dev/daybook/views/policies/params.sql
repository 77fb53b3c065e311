SELECT
  subject, name, state, version, sha256, title, description, owner, domains, selected_by, reason,
  changed_at, valid_from AS position
FROM views.params
WHERE valid_from <= :at AND valid_to > :at
  AND (CAST(:state AS text) IS NULL OR state = :state)
  AND stream > :after
ORDER BY stream
LIMIT :limit
