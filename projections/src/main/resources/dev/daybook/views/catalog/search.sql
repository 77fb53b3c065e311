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
  SELECT p.*, t.search @@ asked.all_words AS all_found, ts_rank_cd(t.search, some_words) AS rank
  FROM asked
  CROSS JOIN views.product_text AS t
  JOIN views.product AS p ON p.stream = t.stream AND p.part = t.part
  WHERE p.valid_from <= :at AND p.valid_to > :at
    AND t.valid_from <= :at AND t.valid_to > :at
    AND p.lifecycle <> 'retired'
    AND (trim(:query) = '' OR t.search @@ asked.all_words OR t.search @@ asked.some_words)
    AND (CAST(:domain AS text) IS NULL OR starts_with(p.stream, 'product/' || :domain || '.'))
    AND (CAST(:tier AS text) IS NULL OR p.folded_tier = :tier)
    AND p.folded_tags @> :tags
  ORDER BY all_found DESC NULLS LAST, rank DESC NULLS LAST, p.stream
  LIMIT :limit OFFSET :skip
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
