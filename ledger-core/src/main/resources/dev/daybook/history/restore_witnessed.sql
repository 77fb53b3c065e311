INSERT INTO seal.witnessed (size, witnessed_at) VALUES (?, ?)
