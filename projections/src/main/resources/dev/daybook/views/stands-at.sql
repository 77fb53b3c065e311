-- Where a view stands, and which version of it, as its own transaction sees it.
SELECT p.position, v.version
FROM views.progress AS p JOIN views.view AS v ON v.name = p.view
WHERE p.view = ?
