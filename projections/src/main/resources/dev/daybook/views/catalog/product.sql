SELECT
  subject,
  name,
  domain,
  coalesce(description, '') AS description,
  coalesce(owner, '') AS owner,
  owner_mail,
  coalesce(tier, '') AS tier,
  tags,
  output_ports,
  views.slo_status(stream, :at) AS slo_status,
  version,
  lifecycle,
  sunset,
  type,
  pii,
  registered_at,
  changed_at,
  valid_from AS position,
  document,
  spec
FROM views.product
WHERE stream = :stream AND part = '' AND valid_from <= :at AND valid_to > :at
