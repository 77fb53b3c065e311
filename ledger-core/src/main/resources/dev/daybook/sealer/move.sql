-- From where the sealer believes the seal to stand; no row where another was faster.
UPDATE seal.head SET size = ?, root = ? WHERE size = ? AND root = ?
