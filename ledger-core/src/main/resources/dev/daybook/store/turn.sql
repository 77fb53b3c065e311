SELECT pg_try_advisory_lock(hashtextextended('daybook ' || ?, 0))
