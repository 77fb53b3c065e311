UPDATE webhooks.endpoint SET position = ?, tries = ?, delivered = ?, given_up = ?, delivered_at = ?, failure = ? WHERE url_sha256 = ?
