SELECT s.subject, s.objective, s.target, s.status, m.value, s.unit, m.measured_at
FROM views.slo AS s
LEFT JOIN LATERAL views.slo_measured(s.stream, :at) AS m ON m.unit = s.unit
WHERE s.valid_from <= :at AND s.valid_to > :at
  AND s.promised_by IN (
    SELECT :stream
    UNION ALL
    SELECT stream
    FROM views.contract_version
    WHERE product_stream = :stream AND valid_from <= :at AND valid_to > :at
  )
ORDER BY s.stream
