INSERT INTO views.parked (view, position, stream, type, cause)
VALUES (?, ?, ?, ?, ?)
ON CONFLICT (view, position) DO UPDATE SET cause = excluded.cause, parked_at = now(), skipped_by = NULL
