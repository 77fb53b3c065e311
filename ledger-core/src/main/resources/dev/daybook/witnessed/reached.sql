-- That the quorum is reached, of a checkpoint that is still kept.
INSERT INTO seal.witnessed (size, witnessed_at)
SELECT size, ? FROM seal.checkpoint WHERE size = ?
ON CONFLICT DO NOTHING
