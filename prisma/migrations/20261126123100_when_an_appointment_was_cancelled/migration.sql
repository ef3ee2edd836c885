SET LOCAL lock_timeout = '2s';

-- From then its contact is kept for 30 days. A row of the version before has none and keeps to the end of the appointment.
ALTER TABLE appointment
  ADD COLUMN cancelled_at TIMESTAMPTZ(3),
  ADD CONSTRAINT appointment_cancelled_when CHECK (cancelled_at IS NULL OR state IN ('cancelled-by-resident', 'cancelled-by-service')) NOT VALID;

-- The version before cancels without saying when.
CREATE FUNCTION appointment_cancelled_now() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.cancelled_at := now();
  RETURN NEW;
END $$;
CREATE TRIGGER appointment_cancelled_now BEFORE UPDATE OF state ON appointment FOR EACH ROW
  WHEN (NEW.state LIKE 'cancelled-%' AND OLD.state NOT LIKE 'cancelled-%' AND NEW.cancelled_at IS NULL)
  EXECUTE FUNCTION appointment_cancelled_now();
