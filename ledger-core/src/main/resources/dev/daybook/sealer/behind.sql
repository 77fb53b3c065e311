-- The first full tile of a level from a number on: none where the tree ends before it.
SELECT index FROM seal.tile WHERE level = ? AND index >= ? ORDER BY index LIMIT 1
