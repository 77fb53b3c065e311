INSERT INTO webhooks.endpoint (url_sha256, position) VALUES (?, ?) ON CONFLICT DO NOTHING
