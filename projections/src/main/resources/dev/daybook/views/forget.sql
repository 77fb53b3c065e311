WITH unparked AS (DELETE FROM views.parked WHERE view = ?)
DELETE FROM views.token WHERE processor = ?
