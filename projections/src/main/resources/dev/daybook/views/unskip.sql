UPDATE views.parked SET skipped_by = NULL WHERE view = ? AND position = ?
