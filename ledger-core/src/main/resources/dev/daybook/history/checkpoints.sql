SELECT size, signed_at, note FROM seal.checkpoint ORDER BY size
