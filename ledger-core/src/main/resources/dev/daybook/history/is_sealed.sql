SELECT to_regclass('seal.keys') IS NOT NULL
