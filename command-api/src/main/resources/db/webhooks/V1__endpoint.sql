-- How far each webhook was told, so that a node that is killed goes on where it was.
CREATE TABLE webhooks.endpoint (
  url_sha256   text        NOT NULL,
  position     bigint      NOT NULL,
  tries        integer     NOT NULL DEFAULT 0,
  delivered    bigint      NOT NULL DEFAULT 0,
  given_up     bigint      NOT NULL DEFAULT 0,
  delivered_at timestamptz,
  failure      text,
  CONSTRAINT endpoint_key PRIMARY KEY (url_sha256),
  CONSTRAINT endpoint_counts CHECK (tries >= 0 AND delivered >= 0 AND given_up >= 0)
);
COMMENT ON CONSTRAINT endpoint_key ON webhooks.endpoint
  IS 'one row for each address; its digest only, for an address may be a secret';
COMMENT ON CONSTRAINT endpoint_counts ON webhooks.endpoint IS 'nothing is told less than never';
