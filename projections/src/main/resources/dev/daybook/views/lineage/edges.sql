-- A flow that a port or contract names is that one flow, however often it is declared without one.
WITH declared AS (
  SELECT
    from_node, to_node, kind, via, declared_by,
    count(*) FILTER (WHERE via <> '') OVER (PARTITION BY from_node, to_node, kind) AS named
  FROM views.lineage_edge
  WHERE from_node = ANY (:nodes) AND to_node = ANY (:nodes)
    AND live AND valid_from <= :at AND valid_to > :at
)
SELECT DISTINCT from_node, to_node, kind, via, declared_by
FROM declared
WHERE via <> '' OR named = 0
ORDER BY from_node, to_node, kind, via, declared_by
LIMIT :limit
