SELECT
  term, state, reason, ticket, expires_at, requested_by, requested_at, decided_by, decided_at,
  decided_because
FROM views.waiver_term
WHERE stream = :stream AND valid_from <= :at AND valid_to > :at
ORDER BY term
