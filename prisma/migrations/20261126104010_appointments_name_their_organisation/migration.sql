SET LOCAL lock_timeout = '2s';

-- The version of the application before this one does not name the organisation, and older rows have none until the job
-- "fill-organisations" has come to them (lib/server/jobs/fill-organisations.ts): a trigger fills what is written meanwhile.
ALTER TABLE appointment
  ADD COLUMN organisation_id uuid,
  ADD CONSTRAINT appointment_has_organisation CHECK (organisation_id IS NOT NULL) NOT VALID;
CREATE FUNCTION organisation_of_half_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.organisation_id := (SELECT organisation_id FROM permanence WHERE id = NEW.permanence_id);
  RETURN NEW;
END $$;
CREATE TRIGGER appointment_organisation_filled BEFORE INSERT OR UPDATE ON appointment FOR EACH ROW
  WHEN (NEW.organisation_id IS NULL) EXECUTE FUNCTION organisation_of_half_day();
