INSERT INTO seal.timestamp (size, authority, certificate, stamped_at, token) VALUES (?, ?, ?, ?, ?)
