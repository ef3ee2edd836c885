SET LOCAL lock_timeout = '2s';

-- A half-day that is planned anew takes the names of its line along: they are erased in the night after its new end.
CREATE FUNCTION visit_identity_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE visit_identity SET day = NEW.local_date, erase_at = night_after(NEW.ends_at, NEW.time_zone)
    FROM visit WHERE visit.permanence_id = NEW.id AND visit_identity.visit_id = visit.id AND visit_identity.day = OLD.local_date;
  RETURN NULL;
END $$;
CREATE TRIGGER visit_identity_moves AFTER UPDATE OF ends_at, local_date, time_zone ON permanence FOR EACH ROW
  WHEN (OLD.ends_at <> NEW.ends_at OR OLD.local_date <> NEW.local_date OR OLD.time_zone <> NEW.time_zone)
  EXECUTE FUNCTION visit_identity_moves();
