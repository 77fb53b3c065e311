SELECT name, active_version AS version, active_sha256 AS sha256
FROM views.policy
WHERE active_sha256 IS NOT NULL AND part = '' AND valid_from <= :at AND valid_to > :at
  AND (CAST(:policy AS text) IS NULL OR name = :policy)
