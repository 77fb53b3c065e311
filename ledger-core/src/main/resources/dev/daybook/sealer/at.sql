-- The first checkpoint with at least so many leaves.
SELECT note FROM seal.checkpoint WHERE size >= ? ORDER BY size LIMIT 1
