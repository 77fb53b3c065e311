SELECT
  subject, version, status, reason, owner, owner_mail, product, description, consumers, tags,
  document, published_at, changed_at, valid_from AS position, spec
FROM views.contract_version
WHERE stream = :stream AND valid_from <= :at AND valid_to > :at
ORDER BY
  status = 'withdrawn', part COLLATE "C" DESC
