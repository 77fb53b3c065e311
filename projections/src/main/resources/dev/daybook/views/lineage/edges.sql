SELECT from_node, to_node, kind, via, declared_by
FROM views.lineage_edge
WHERE from_node = ANY (:nodes) AND to_node = ANY (:nodes)
  AND live AND valid_from <= :at AND valid_to > :at
ORDER BY from_node, to_node, kind, via
LIMIT :limit
