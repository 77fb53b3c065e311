SELECT id, name
FROM views.actor
WHERE stream = ANY (:streams) AND part = '' AND valid_from <= :at AND valid_to > :at
