SELECT position
FROM views.parked
WHERE view = :view AND stream = :stream AND position <= :at AND skipped_by IS NOT NULL
