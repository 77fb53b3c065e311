UPDATE views.parked SET skipped_by = ? WHERE view = ? AND position = ? AND skipped_by IS NULL
