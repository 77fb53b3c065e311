INSERT INTO seal.keys (size, keys) VALUES (?, ?)
