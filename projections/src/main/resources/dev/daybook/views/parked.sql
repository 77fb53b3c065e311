SELECT view, position, stream, type, cause, parked_at, skipped_by
FROM views.parked
ORDER BY position, view
