-- Also views that nobody ever followed, or whose rows were taken away.
SELECT v.name AS view, coalesce(p.position, 0) AS position
FROM views.view AS v LEFT JOIN views.progress AS p ON p.view = v.name
