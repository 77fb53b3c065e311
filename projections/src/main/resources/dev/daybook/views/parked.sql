SELECT view, position, stream, type, cause, parked_at
FROM views.parked
ORDER BY position, view
