-- What an appender's session needs: a node that vanished must not hold the head's row, and a server
-- that cannot answer must say so before the node stops waiting (30 s). Nobody is answered before his
-- commit is on disk, whatever the database or the role was told since the server started.
SET synchronous_commit = on;
SET idle_in_transaction_session_timeout = '10s';
SET statement_timeout = '25s';
SET tcp_keepalives_idle = 10;
SET tcp_keepalives_interval = 5;
SET tcp_keepalives_count = 3;
SET plan_cache_mode = force_generic_plan
