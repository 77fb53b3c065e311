INSERT INTO seal.checkpoint (size, root, signed_at, note) VALUES (?, ?, ?, ?)
