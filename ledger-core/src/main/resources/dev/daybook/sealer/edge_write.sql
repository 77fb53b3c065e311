INSERT INTO seal.edge (level, index, hashes)
SELECT level, index, hashes FROM unnest(?::smallint[], ?::bigint[], ?::bytea[]) AS partial_tile (level, index, hashes)
ON CONFLICT (level) DO UPDATE SET index = excluded.index, hashes = excluded.hashes
