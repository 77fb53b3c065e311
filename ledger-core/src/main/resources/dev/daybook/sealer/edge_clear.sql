DELETE FROM seal.edge WHERE level <> ALL (?::smallint[])
