SET LOCAL lock_timeout = '2s';
-- The strongest lock first: an act that has read the table and now writes would wait for the lock of the trigger, and be waited for.
LOCK TABLE visit IN ACCESS EXCLUSIVE MODE;

-- Whoever writes a name into the visit itself, as the version before does, writes it apart.
CREATE FUNCTION visit_identity_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO visit_identity (day, visit_id, erase_at, name, phone)
    SELECT local_date, NEW.id, night_after(ends_at, time_zone), NEW.name, NEW.phone FROM permanence WHERE id = NEW.permanence_id
    ON CONFLICT (day, visit_id) DO UPDATE SET
      name = coalesce(EXCLUDED.name, visit_identity.name), phone = coalesce(EXCLUDED.phone, visit_identity.phone);
  NEW.name := NULL;
  NEW.phone := NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER visit_identity_apart BEFORE INSERT OR UPDATE ON visit FOR EACH ROW
  WHEN (NEW.name IS NOT NULL OR NEW.phone IS NOT NULL) EXECUTE FUNCTION visit_identity_apart();

-- Every name is nobody's here, erased or not.
ALTER TABLE visit
  DROP CONSTRAINT visit_erased_is_nobody,
  ADD CONSTRAINT visit_is_nobody CHECK (name IS NULL AND phone IS NULL) NOT VALID;
