-- Keys are read with the head, so that both are of one moment.
SELECT size, root, (SELECT keys FROM seal.keys ORDER BY size DESC LIMIT 1) AS keys FROM seal.head
