-- Sessions of nodes that use this database: each has one that listens.
SELECT count(*) FROM pg_stat_activity
 WHERE datname = current_database() AND application_name = 'daybook-listener'
