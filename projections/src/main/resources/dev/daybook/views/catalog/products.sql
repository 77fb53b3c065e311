WITH page AS MATERIALIZED (
  SELECT *
  FROM views.product
  WHERE valid_from <= :at AND valid_to > :at
    AND (CAST(:domain AS text) IS NULL OR lower(domain) = lower(:domain))
    AND (CAST(:tier AS text) IS NULL OR lower(tier) = lower(:tier))
    AND (
      CAST(:owner AS text) IS NULL
      OR lower(:owner) IN (lower(owner), lower(owner_name), lower(owner_mail))
    )
    AND CASE
      WHEN CAST(:lifecycle AS text) IS NULL THEN lifecycle <> 'retired'
      ELSE lifecycle = lower(:lifecycle)
    END
    AND stream > :after
  ORDER BY stream
  LIMIT :limit
)
SELECT
  stream,
  name,
  domain,
  coalesce(description, '') AS description,
  coalesce(owner, '') AS owner,
  coalesce(tier, '') AS tier,
  tags,
  output_ports,
  views.slo_status(stream, :at) AS slo_status,
  version,
  lifecycle
FROM page
ORDER BY stream
