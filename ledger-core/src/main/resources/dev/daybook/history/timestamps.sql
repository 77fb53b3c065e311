SELECT size, authority, certificate, stamped_at, token FROM seal.timestamp ORDER BY size, certificate
