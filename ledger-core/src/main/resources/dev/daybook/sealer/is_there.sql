-- Whether there is a seal, and whether its tables are from before its keys could be rotated: then the
-- keys stand in its head. Where somebody dropped seal.keys, they stand nowhere.
SELECT to_regclass('seal.head') IS NOT NULL,
       EXISTS (SELECT FROM pg_attribute
                WHERE attrelid = to_regclass('seal.head') AND attname = 'keys' AND NOT attisdropped)
