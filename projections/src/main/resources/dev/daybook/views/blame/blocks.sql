SELECT DISTINCT block
FROM views.rule_day
WHERE (rule = :name OR policy = :name) AND first_position <= :at
ORDER BY block DESC
LIMIT :limit
