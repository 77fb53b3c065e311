-- A product with all of the words comes before one with some of them; some may be beginnings.
WITH asked AS (
  SELECT
    websearch_to_tsquery('english', :query) || websearch_to_tsquery('simple', :query) AS all_words,
    (
      SELECT string_agg('''' || replace(word, '''', '''''') || ''':*', ' | ')::tsquery
      FROM unnest(tsvector_to_array(to_tsvector('english', :query))) AS word
    ) AS some_words
),
found AS MATERIALIZED (
  SELECT p.*, p.search @@ asked.all_words AS all_found, ts_rank_cd(p.search, some_words) AS rank
  FROM views.product AS p CROSS JOIN asked
  WHERE p.valid_from <= :at AND p.valid_to > :at
    AND p.lifecycle <> 'retired'
    AND (trim(:query) = '' OR p.search @@ asked.all_words OR p.search @@ asked.some_words)
    AND (CAST(:domain AS text) IS NULL OR lower(p.domain) = lower(:domain))
    AND (CAST(:tier AS text) IS NULL OR lower(p.tier) = lower(:tier))
    AND NOT EXISTS (
      SELECT FROM unnest(:tags) AS wanted
      WHERE lower(wanted) NOT IN (SELECT lower(tag) FROM unnest(p.tags) AS tag)
    )
  ORDER BY all_found DESC NULLS LAST, rank DESC NULLS LAST, p.stream
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
FROM found
ORDER BY all_found DESC NULLS LAST, rank DESC NULLS LAST, stream
