-- Whether log files outlive what they say: copied to an archive, kept for a standby, or used again.
SELECT current_setting('archive_mode') <> 'off'
    OR current_setting('wal_recycle') <> 'off'
    OR EXISTS (SELECT FROM pg_replication_slots)
