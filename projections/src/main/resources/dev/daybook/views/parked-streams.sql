SELECT stream, min(position) FROM views.parked WHERE view = ? GROUP BY stream
