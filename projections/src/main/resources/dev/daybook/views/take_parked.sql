WITH before AS (DELETE FROM views.parked WHERE view = ?)
INSERT INTO views.parked (view, position, stream, type, cause, parked_at)
SELECT view, position, stream, type, cause, parked_at FROM shadow.parked WHERE view = ?
