INSERT INTO seal.head (size, root) VALUES (?, ?)
