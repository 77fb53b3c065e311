SELECT
  subject, name, description, channel, mail, on_call, domains, document, changed_at,
  valid_from AS position, spec
FROM views.team
WHERE stream = :stream AND valid_from <= :at AND valid_to > :at
