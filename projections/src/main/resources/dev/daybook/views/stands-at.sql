-- Where a view stands, as its own transaction sees it.
SELECT position FROM views.progress WHERE view = ?
