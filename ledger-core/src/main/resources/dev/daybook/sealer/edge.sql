SELECT level, index, hashes FROM seal.edge
