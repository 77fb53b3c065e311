-- Where only contracts are asked for whose newest version says so.
WITH newest AS (
  SELECT DISTINCT ON (stream)
    stream, subject, domain, name, version, status, owner, folded_owner, product, product_stream,
    description, consumers, tags, published_at, changed_at, valid_from AS position,
    count(*) OVER (PARTITION BY stream) AS versions
  FROM views.contract_version
  WHERE valid_from <= :at AND valid_to > :at
    AND stream > :after
    AND (CAST(:domain AS text) IS NULL OR starts_with(stream, 'contract/' || :domain || '.'))
    AND (CAST(:domain AS text) IS NULL OR domain <> '')
  ORDER BY
    stream, status = 'withdrawn', part COLLATE "C" DESC
)
SELECT
  subject, domain, name, version, status, owner, product, description, consumers, tags, versions,
  published_at, changed_at, position
FROM newest
WHERE (CAST(:status AS text) IS NULL OR status = :status)
  AND (CAST(:product AS text) IS NULL OR product_stream = :product)
  AND (CAST(:owner AS text) IS NULL OR :owner = ANY (folded_owner))
ORDER BY stream
LIMIT :limit
