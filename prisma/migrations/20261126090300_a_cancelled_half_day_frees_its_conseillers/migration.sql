SET LOCAL lock_timeout = '2s';

-- Cancelling a half-day releases its assignments: they stay as what was planned, and keep nobody from being planned elsewhere.
-- The WHERE begins with a date, so that the index holds little when it is built: the past needs no promise (docs/decisions/0043).
ALTER TABLE assignment
  ADD COLUMN released boolean NOT NULL DEFAULT false,
  DROP CONSTRAINT assignment_no_overlap,
  ADD CONSTRAINT assignment_no_overlap EXCLUDE USING gist (conseiller_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)
    WHERE (NOT released AND starts_at >= '2026-11-01T00:00:00Z');

CREATE FUNCTION release_assignments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE assignment SET released = true WHERE permanence_id = NEW.id AND NOT released;
  RETURN NULL;
END $$;
CREATE TRIGGER permanence_cancelled_releases AFTER UPDATE OF status ON permanence FOR EACH ROW
  WHEN (NEW.status = 'cancelled' AND OLD.status <> 'cancelled') EXECUTE FUNCTION release_assignments();
