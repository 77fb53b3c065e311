-- What a witness cosigned last.
SELECT coalesce(max(size), 0) FROM seal.cosignature WHERE witness = ?
