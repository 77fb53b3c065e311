WITH stood AS (
  SELECT active_version, active_since, reason, approved_by, second_person, valid_from, valid_to,
    changed_at
  FROM views.policy
  WHERE stream = :stream AND part = '' AND valid_from <= :at
),
-- A version published meanwhile makes another row of the same term.
term AS (
  SELECT active_version, active_since, min(valid_from) AS begun, max(valid_to) AS ended,
    (array_agg(reason ORDER BY valid_from))[1] AS reason,
    (array_agg(approved_by ORDER BY valid_from))[1] AS approved_by,
    (array_agg(second_person ORDER BY valid_from))[1] AS second_person
  FROM stood
  WHERE active_version IS NOT NULL
  GROUP BY active_version, active_since
)
SELECT
  version, sha256, title, enforcement, stages, published_at, published_by, approved_at,
  approved_by, approval_reason,
  coalesce((
    SELECT name FROM views.actor
    WHERE actor.stream = 'actor/' || policy_version.published_by AND actor.part = ''
      AND actor.valid_from <= :at AND actor.valid_to > :at),
    CASE WHEN policy_version.published_by = :itself THEN :itsName END) AS published_by_name,
  coalesce((
    SELECT name FROM views.actor
    WHERE actor.stream = 'actor/' || policy_version.approved_by AND actor.part = ''
      AND actor.valid_from <= :at AND actor.valid_to > :at),
    CASE WHEN policy_version.approved_by = :itself THEN :itsName END) AS approved_by_name,
  coalesce((
    SELECT jsonb_agg(
      jsonb_build_object(
        'from', term.active_since,
        'fromPosition', term.begun,
        'until', CASE WHEN term.ended <= :at
          THEN (SELECT changed_at FROM stood WHERE valid_from = term.ended) END,
        'untilPosition', CASE WHEN term.ended <= :at THEN term.ended END,
        'reason', term.reason,
        'approvedBy', term.approved_by,
        'secondPerson', term.second_person)
      ORDER BY term.begun)
    FROM term
    WHERE term.active_version = policy_version.version), '[]') AS in_force,
  published_position AS position
FROM views.policy_version
WHERE stream = :stream AND valid_from <= :at AND valid_to > :at
  AND (CAST(:before AS bigint) IS NULL OR published_position < :before)
ORDER BY position DESC
LIMIT :limit
