-- Where a view stands, which version of it, and up to where it is to be derived since its rows were
-- taken away last. Whoever takes them away waits for this transaction, or this one for him.
SELECT p.position, v.version, coalesce(a.until, 0) AS until
FROM views.progress AS p
JOIN views.view AS v ON v.name = p.view
LEFT JOIN views.anew AS a ON a.view = p.view
WHERE p.view = ?
FOR NO KEY UPDATE OF p
