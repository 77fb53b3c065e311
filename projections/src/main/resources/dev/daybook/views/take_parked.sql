WITH before AS (DELETE FROM views.parked WHERE view = ?)
INSERT INTO views.parked (view, position, stream, type, cause, parked_at, skipped_by)
SELECT view, position, stream, type, cause, parked_at, skipped_by FROM shadow.parked WHERE view = ?
