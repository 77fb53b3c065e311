-- A tile is full, or on the edge: at most one row.
SELECT hashes FROM seal.tile WHERE level = ? AND index = ?
UNION ALL
SELECT hashes FROM seal.edge WHERE level = ? AND index = ?
