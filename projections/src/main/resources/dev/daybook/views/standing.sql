SELECT v.version, coalesce(p.position, 0) AS position
FROM views.view AS v LEFT JOIN views.progress AS p ON p.view = v.name
WHERE v.name = ?
