DELETE FROM views.parked WHERE view = ?
