SELECT position, tries, delivered, given_up, delivered_at, failure FROM webhooks.endpoint WHERE url_sha256 = ?
