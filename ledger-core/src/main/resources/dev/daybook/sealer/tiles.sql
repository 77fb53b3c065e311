INSERT INTO seal.tile (level, index, hashes)
SELECT level, index, hashes FROM unnest(?::smallint[], ?::bigint[], ?::bytea[]) AS full_tile (level, index, hashes)
