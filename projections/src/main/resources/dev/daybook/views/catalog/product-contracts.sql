SELECT subject, version, status
FROM views.contract_version
WHERE product_stream = :stream AND valid_from <= :at AND valid_to > :at
ORDER BY
  stream, status = 'withdrawn', part COLLATE "C" DESC
