SELECT size, witness, line, kept_at FROM seal.cosignature ORDER BY size, witness
