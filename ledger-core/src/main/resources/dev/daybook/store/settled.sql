-- Whether nothing can be recorded at or before a time any more. Whoever appends holds this lock on
-- the head from before it writes until it has committed.
SELECT recorded_at > ?::timestamptz
    OR (clock_timestamp() > ?::timestamptz + interval '1 second'
        AND NOT EXISTS (
          SELECT FROM pg_locks
           WHERE database = (SELECT oid FROM pg_database WHERE datname = current_database())
             AND relation = 'ledger.head'::regclass
             AND mode = 'RowExclusiveLock'))
  FROM ledger.head
