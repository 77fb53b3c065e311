SELECT size, keys FROM seal.keys ORDER BY size
