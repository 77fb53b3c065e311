INSERT INTO views.view (name, version)
VALUES (?, ?)
ON CONFLICT (name) DO UPDATE SET version = excluded.version
