SET LOCAL lock_timeout = '2s';

-- Who entered an absence and sees it (docs/decisions/0059). Rows of before, entered by SQL alone, have none; the two promises hold
-- for what is entered from now on, so that no row of before stops this migration.
ALTER TABLE absence
  ADD COLUMN organisation_id uuid,
  ADD CONSTRAINT absence_has_organisation CHECK (organisation_id IS NOT NULL) NOT VALID,
  ADD CONSTRAINT absence_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID,
  ADD CONSTRAINT absence_no_overlap EXCLUDE USING gist (conseiller_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)
    WHERE (organisation_id IS NOT NULL);
