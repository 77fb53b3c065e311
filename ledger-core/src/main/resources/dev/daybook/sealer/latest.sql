SELECT note FROM seal.checkpoint ORDER BY size DESC LIMIT 1
