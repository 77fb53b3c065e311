SELECT name, tagged, reason, set_at, set_by, valid_from AS position
FROM views.tag
WHERE valid_from <= :at AND valid_to > :at AND stream > :after
ORDER BY stream
LIMIT :limit
