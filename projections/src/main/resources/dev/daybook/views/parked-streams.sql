SELECT stream, min(position) FROM views.parked WHERE view = ? AND skipped_by IS NULL GROUP BY stream
