SELECT v.version, coalesce(p.position, 0) AS position, coalesce(a.until, 0) AS until
FROM views.view AS v
LEFT JOIN views.progress AS p ON p.view = v.name
LEFT JOIN views.anew AS a ON a.view = v.name
WHERE v.name = ?
