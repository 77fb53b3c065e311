-- A cosignature of a checkpoint that is still kept; nothing where the witness's word is there already.
INSERT INTO seal.cosignature (size, witness, line, kept_at)
SELECT size, ?, ?, ? FROM seal.checkpoint WHERE size = ?
ON CONFLICT DO NOTHING
