SELECT size, witnessed_at FROM seal.witnessed ORDER BY size
