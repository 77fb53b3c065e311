SELECT active_sha256 AS sha256
FROM views.policy
WHERE active_sha256 IS NOT NULL AND part = '' AND valid_from <= :at AND valid_to > :at
UNION ALL
SELECT sha256
FROM views.params
WHERE state = 'active' AND part = '' AND valid_from <= :at AND valid_to > :at
