SELECT subject, objective, target, status, value, unit, measured_at
FROM views.slo
WHERE valid_from <= :at AND valid_to > :at
  AND promised_by IN (
    SELECT :stream
    UNION ALL
    SELECT stream
    FROM views.contract_version
    WHERE product_stream = :stream AND valid_from <= :at AND valid_to > :at
  )
ORDER BY stream
