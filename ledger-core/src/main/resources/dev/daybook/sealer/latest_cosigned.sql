-- The latest note, with the cosignatures it has.
SELECT checkpoint.note || coalesce(
         (SELECT convert_to(string_agg(cosignature.line || E'\n', '' ORDER BY cosignature.kept_at, cosignature.witness), 'UTF8')
            FROM seal.cosignature
           WHERE cosignature.size = checkpoint.size), ''::bytea) AS note
  FROM seal.checkpoint
 ORDER BY checkpoint.size DESC
 LIMIT 1
