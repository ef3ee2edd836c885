SET LOCAL lock_timeout = '2s';

ALTER TABLE assignment
  ADD COLUMN organisation_id uuid,
  ADD CONSTRAINT assignment_has_organisation CHECK (organisation_id IS NOT NULL) NOT VALID;
CREATE TRIGGER assignment_organisation_filled BEFORE INSERT OR UPDATE ON assignment FOR EACH ROW
  WHEN (NEW.organisation_id IS NULL) EXECUTE FUNCTION organisation_of_half_day();
