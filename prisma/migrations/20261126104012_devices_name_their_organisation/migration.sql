SET LOCAL lock_timeout = '2s';

ALTER TABLE device
  ADD COLUMN organisation_id uuid,
  ADD CONSTRAINT device_has_organisation CHECK (organisation_id IS NOT NULL) NOT VALID;
CREATE FUNCTION organisation_of_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.organisation_id := (SELECT organisation_id FROM place WHERE id = NEW.place_id);
  RETURN NEW;
END $$;
CREATE TRIGGER device_organisation_filled BEFORE INSERT OR UPDATE ON device FOR EACH ROW
  WHEN (NEW.organisation_id IS NULL) EXECUTE FUNCTION organisation_of_place();
