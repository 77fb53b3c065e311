-- A token over a checkpoint that is still kept; nothing where the authority's word is there already.
INSERT INTO seal.timestamp (size, authority, certificate, stamped_at, token)
SELECT size, ?, ?, ?, ? FROM seal.checkpoint WHERE size = ?
ON CONFLICT DO NOTHING
