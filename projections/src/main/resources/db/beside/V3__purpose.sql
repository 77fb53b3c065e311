-- What the tables are derived for, so that it goes on after a crash.
ALTER TABLE ${schema}.standing ADD COLUMN purpose text NOT NULL DEFAULT 'SAME'
  CONSTRAINT standing_purpose CHECK (purpose IN ('SAME', 'REPLACE', 'UPGRADE'));
COMMENT ON CONSTRAINT standing_purpose ON ${schema}.standing IS 'what a rebuild can be for';
