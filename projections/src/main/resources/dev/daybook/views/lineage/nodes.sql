-- A node, and everything within so many steps of it up and down the flow, with its shortest distance. Steps
-- are counted, so a circle ends like any other path.
WITH RECURSIVE up (node, distance) AS (
  SELECT from_node, 1
  FROM views.lineage_edge
  WHERE to_node = :node AND live AND valid_from <= :at AND valid_to > :at
  UNION
  SELECT e.from_node, up.distance + 1
  FROM up JOIN views.lineage_edge AS e ON e.to_node = up.node
  WHERE up.distance < :depth AND e.live AND e.valid_from <= :at AND e.valid_to > :at
),
down (node, distance) AS (
  SELECT to_node, 1
  FROM views.lineage_edge
  WHERE from_node = :node AND live AND valid_from <= :at AND valid_to > :at
  UNION
  SELECT e.to_node, down.distance + 1
  FROM down JOIN views.lineage_edge AS e ON e.from_node = down.node
  WHERE down.distance < :depth AND e.live AND e.valid_from <= :at AND e.valid_to > :at
),
reached AS (
  SELECT 'asked' AS direction, :node AS node, 0 AS distance
  UNION ALL
  SELECT 'upstream', node, min(distance) FROM up WHERE node <> :node GROUP BY node
  UNION ALL
  SELECT 'downstream', node, min(distance) FROM down WHERE node <> :node GROUP BY node
),
shown AS MATERIALIZED (
  SELECT direction, node, distance
  FROM reached
  ORDER BY direction <> 'asked', direction DESC, distance, node
  LIMIT :limit
)
-- Of each node shown its product by the key, and never all products there were.
SELECT s.direction, s.node, s.distance, p.subject, p.domain, p.tier, p.lifecycle
FROM shown AS s
LEFT JOIN LATERAL (
  SELECT subject, domain, tier, lifecycle
  FROM views.product
  WHERE stream = 'product/' || s.node AND part = '' AND valid_from <= :at AND valid_to > :at
  LIMIT 1
) AS p ON true
ORDER BY s.direction <> 'asked', s.direction DESC, s.distance, s.node
