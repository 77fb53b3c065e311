SELECT to_regclass('seal.head') IS NOT NULL
