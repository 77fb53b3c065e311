-- How a product keeps its promises, and those of contracts about it: breached if one is broken, met
-- if all are kept, unknown while one was never measured or there is none.
CREATE FUNCTION views.slo_status(product_stream text, at_position bigint) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
  SELECT
    CASE
      WHEN bool_or(s.status = 'breached') THEN 'breached'
      WHEN bool_and(s.status = 'met') THEN 'met'
      ELSE 'unknown'
    END
  FROM views.slo AS s
  WHERE s.valid_from <= at_position AND s.valid_to > at_position
    AND s.promised_by IN (
      SELECT slo_status.product_stream
      UNION ALL
      SELECT c.stream
      FROM views.contract_version AS c
      WHERE c.product_stream = slo_status.product_stream
        AND c.valid_from <= at_position AND c.valid_to > at_position
    )
);
