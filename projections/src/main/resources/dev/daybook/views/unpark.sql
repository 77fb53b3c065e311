DELETE FROM views.parked WHERE view = ? AND stream = ? AND skipped_by IS NULL RETURNING position
