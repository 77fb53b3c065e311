-- Full tiles of a level from a number on, for who reads one after another: 64 are half a MiB.
SELECT index, hashes FROM seal.tile WHERE level = ? AND index >= ? ORDER BY index LIMIT 64
