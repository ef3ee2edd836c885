-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- Whoever becomes a contact on site, or has another e-mail, is told what their door says wrong already.
CREATE FUNCTION note_doors_of_contact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE door_change SET look_at = '1970-01-01T00:00:00Z' WHERE place_id = NEW.place_id;
  RETURN NULL;
END $$;
CREATE TRIGGER new_contact_is_told_of_their_door AFTER INSERT OR UPDATE OF email ON place_contact FOR EACH ROW WHEN (NEW.email IS NOT NULL) EXECUTE FUNCTION note_doors_of_contact();
