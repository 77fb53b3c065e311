-- Of checkpoints older than the first time given, only the last of each minute stays; older than the
-- second, only the last of each hour. The tree can prove every size anew; signatures are what goes.
-- What others cosigned gives way only to what all of them cosigned later, for an auditor may trust
-- fewer than a quorum; what has a timestamp, or is signed by the keys before and after, to nothing.
DELETE FROM seal.checkpoint AS old
 WHERE old.signed_at < ?
   AND NOT EXISTS (SELECT FROM seal.timestamp WHERE timestamp.size = old.size)
   AND NOT EXISTS (SELECT FROM seal.keys WHERE keys.size = old.size)
   AND EXISTS (SELECT FROM seal.checkpoint AS later
                WHERE later.size > old.size
                  AND date_trunc(CASE WHEN old.signed_at < ? THEN 'hour' ELSE 'minute' END, later.signed_at)
                    = date_trunc(CASE WHEN old.signed_at < ? THEN 'hour' ELSE 'minute' END, old.signed_at)
                  AND (later.size IN (SELECT size FROM seal.witnessed)
                       OR old.size NOT IN (SELECT size FROM seal.witnessed))
                  AND NOT EXISTS (SELECT FROM seal.cosignature AS its
                                   WHERE its.size = old.size
                                     AND NOT EXISTS (SELECT FROM seal.cosignature AS same
                                                      WHERE same.size = later.size
                                                        AND same.witness = its.witness)))
