-- Nobody claims it: whoever has this version of the view may next.
UPDATE views.token
SET token = ?, token_type = ?, owner = NULL
WHERE processor = ? AND segment = 0
