INSERT INTO views.anew AS a (view, until, why)
VALUES (?, ?, ?)
ON CONFLICT (view) DO UPDATE
SET until = excluded.until, since = excluded.since, why = excluded.why, times = a.times + 1
