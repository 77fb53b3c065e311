-- Timestamps of the next checkpoints of more than so many entries that have any, with the checkpoints;
-- smallest first, all of a checkpoint's together.
SELECT timestamp.size, timestamp.authority, timestamp.certificate, timestamp.stamped_at, timestamp.token, checkpoint.note
  FROM seal.timestamp
  JOIN seal.checkpoint USING (size)
 WHERE timestamp.size IN (SELECT DISTINCT next.size FROM seal.timestamp AS next
                           WHERE next.size > ? ORDER BY next.size LIMIT ?)
 ORDER BY timestamp.size, timestamp.authority, timestamp.certificate
