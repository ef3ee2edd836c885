SET LOCAL lock_timeout = '2s';

ALTER TABLE workshop_place
  ADD COLUMN organisation_id uuid,
  ADD CONSTRAINT workshop_place_has_organisation CHECK (organisation_id IS NOT NULL) NOT VALID;
CREATE FUNCTION organisation_of_workshop() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.organisation_id := (SELECT organisation_id FROM workshop WHERE id = NEW.workshop_id);
  RETURN NEW;
END $$;
CREATE TRIGGER workshop_place_organisation_filled BEFORE INSERT OR UPDATE ON workshop_place FOR EACH ROW
  WHEN (NEW.organisation_id IS NULL) EXECUTE FUNCTION organisation_of_workshop();
