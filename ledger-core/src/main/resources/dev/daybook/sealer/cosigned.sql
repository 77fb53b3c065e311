-- Checkpoints with the cosignatures they have, the latest first; only those that have any.
SELECT checkpoint.size,
       checkpoint.root,
       checkpoint.note || convert_to(string_agg(cosignature.line || E'\n', '' ORDER BY cosignature.kept_at, cosignature.witness), 'UTF8') AS note
  FROM seal.checkpoint
  JOIN seal.cosignature USING (size)
 GROUP BY checkpoint.size
 ORDER BY checkpoint.size DESC
 LIMIT 1000
