SELECT stream FROM views.parked WHERE view = ? AND position = ?
