SELECT size, root, note FROM seal.checkpoint WHERE size > ? ORDER BY size LIMIT 1000
