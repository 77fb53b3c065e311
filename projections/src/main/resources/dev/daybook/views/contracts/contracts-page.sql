-- Where every contract is asked for: first which, along the index, then the newest version of each.
WITH page AS MATERIALIZED (
  SELECT DISTINCT stream
  FROM views.contract_version
  WHERE valid_from <= :at AND valid_to > :at
    AND stream > :after
    AND stream >= coalesce('contract/' || CAST(:domain AS text) || '.', '')
    AND (CAST(:domain AS text) IS NULL OR starts_with(stream, 'contract/' || :domain || '.'))
    AND (CAST(:domain AS text) IS NULL OR domain <> '')
  ORDER BY stream
  LIMIT :limit
)
SELECT
  subject, domain, name, version, status, owner, product, description, consumers, tags, versions,
  published_at, changed_at, position
FROM page CROSS JOIN LATERAL (
  SELECT
    subject, domain, name, version, status, owner, product, description, consumers, tags,
    published_at, changed_at, valid_from AS position,
    count(*) OVER () AS versions
  FROM views.contract_version AS c
  WHERE c.stream = page.stream AND valid_from <= :at AND valid_to > :at
  ORDER BY status = 'withdrawn', part COLLATE "C" DESC
  LIMIT 1
) AS newest
ORDER BY page.stream
