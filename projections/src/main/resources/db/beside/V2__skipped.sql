ALTER TABLE ${schema}.parked ADD COLUMN skipped_by bigint;
