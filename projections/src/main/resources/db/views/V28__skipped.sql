-- Entries a view was told to go on without stay listed, with the entry that told it.
ALTER TABLE views.parked ADD COLUMN skipped_by bigint;
COMMENT ON COLUMN views.parked.skipped_by IS 'position of the entry that told the view to go on without this one; NULL where none did';
