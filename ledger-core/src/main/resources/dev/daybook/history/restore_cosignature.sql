INSERT INTO seal.cosignature (size, witness, line, kept_at) VALUES (?, ?, ?, ?)
