-- What was stamped last, and when that was.
SELECT max(size) AS size, max(stamped_at) AS stamped_at FROM seal.timestamp
