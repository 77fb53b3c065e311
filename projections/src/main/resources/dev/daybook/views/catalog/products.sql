WITH page AS MATERIALIZED (
  SELECT *
  FROM views.product
  WHERE valid_from <= :at AND valid_to > :at
    AND (CAST(:domain AS text) IS NULL OR starts_with(stream, 'product/' || :domain || '.'))
    AND (CAST(:tier AS text) IS NULL OR folded_tier = :tier)
    AND (CAST(:owner AS text) IS NULL OR :owner = ANY (folded_owner))
    AND CASE
      WHEN CAST(:lifecycle AS text) IS NULL THEN lifecycle <> 'retired'
      ELSE lifecycle = :lifecycle
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
