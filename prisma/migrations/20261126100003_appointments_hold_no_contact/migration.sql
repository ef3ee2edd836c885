SET LOCAL lock_timeout = '2s';
-- The strongest lock first: an act that has read the table and now writes would wait for the lock of the trigger, and be waited for.
LOCK TABLE appointment IN ACCESS EXCLUSIVE MODE;

-- Whoever writes a contact into the appointment itself, as the version before does, writes it apart. That version counts
-- the live appointments of a contact where few are any more: a sixth, of both, is refused here, with a constraint that it knows.
CREATE FUNCTION appointment_contact_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  reason text := nullif(nullif(NEW.overbook_reason, ''), 'fewer-lanes');
BEGIN
  IF TG_OP = 'INSERT' AND NEW.origin = 'online' AND NEW.state = 'booked' AND 5 <= greatest(
    (SELECT count(*) FROM appointment_contact c JOIN appointment a ON a.id = c.appointment_id
      WHERE c.day >= (NEW.created_at AT TIME ZONE 'UTC')::date AND c.ends_at > NEW.created_at AND c.phone = NEW.phone AND a.state = 'booked')
      + (SELECT count(*) FROM appointment WHERE state = 'booked' AND phone = NEW.phone AND ends_at > NEW.created_at),
    (SELECT count(*) FROM appointment_contact c JOIN appointment a ON a.id = c.appointment_id
      WHERE c.day >= (NEW.created_at AT TIME ZONE 'UTC')::date AND c.ends_at > NEW.created_at AND lower(c.email) = lower(NEW.email) AND a.state = 'booked')
      + (SELECT count(*) FROM appointment WHERE state = 'booked' AND lower(email) = lower(NEW.email) AND ends_at > NEW.created_at))
  THEN
    RAISE EXCEPTION 'five live appointments of one contact: refused as constraint "appointment_no_overlap"'
      USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'appointment_no_overlap';
  END IF;
  INSERT INTO appointment_contact (day, appointment_id, ends_at, name, phone, email, overbook_reason)
    VALUES ((NEW.ends_at AT TIME ZONE 'UTC')::date, NEW.id, NEW.ends_at, NEW.name, NEW.phone, NEW.email, reason)
    ON CONFLICT (day, appointment_id) DO UPDATE SET
      name = coalesce(EXCLUDED.name, appointment_contact.name), phone = coalesce(EXCLUDED.phone, appointment_contact.phone),
      email = coalesce(EXCLUDED.email, appointment_contact.email), overbook_reason = coalesce(EXCLUDED.overbook_reason, appointment_contact.overbook_reason);
  NEW.name := NULL;
  NEW.phone := NULL;
  NEW.email := NULL;
  IF reason IS NOT NULL THEN
    NEW.overbook_reason := '';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appointment_contact_apart BEFORE INSERT OR UPDATE ON appointment FOR EACH ROW
  WHEN (NEW.name IS NOT NULL OR NEW.phone IS NOT NULL OR NEW.email IS NOT NULL OR NEW.overbook_reason NOT IN ('', 'fewer-lanes'))
  EXECUTE FUNCTION appointment_contact_apart();

-- An appointment that is moved to another hour takes its contact along.
CREATE FUNCTION appointment_contact_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE appointment_contact SET day = (NEW.ends_at AT TIME ZONE 'UTC')::date, ends_at = NEW.ends_at
    WHERE day = (OLD.ends_at AT TIME ZONE 'UTC')::date AND appointment_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER appointment_contact_moves AFTER UPDATE OF ends_at ON appointment FOR EACH ROW
  WHEN (OLD.ends_at <> NEW.ends_at) EXECUTE FUNCTION appointment_contact_moves();

ALTER TABLE appointment
  ADD CONSTRAINT appointment_is_nobody CHECK (num_nonnulls(name, phone, email) = 0 AND coalesce(overbook_reason, '') IN ('', 'fewer-lanes')) NOT VALID;
