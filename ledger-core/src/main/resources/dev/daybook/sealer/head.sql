SELECT size, root, keys FROM seal.head
