SELECT pg_try_advisory_lock(hashtextextended('daybook webhook ' || ?, 0))
