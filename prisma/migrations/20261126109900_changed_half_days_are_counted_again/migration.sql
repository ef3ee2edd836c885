SET LOCAL lock_timeout = '2s';

-- Figures name the place, organisation and local date of their half-day, and are counted in the order of its start. When one of
-- these is changed they are stale; a half-day that comes to a time that has been counted begins with stale ones.
CREATE FUNCTION half_day_changed_late() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE half_day_figures SET stale = true WHERE permanence_id = NEW.id AND NOT stale;
  INSERT INTO half_day_figures (permanence_id, organisation_id, place_id, local_date, stale)
    SELECT NEW.id, NEW.organisation_id, NEW.place_id, NEW.local_date, true
    FROM half_day_figures_progress WHERE NEW.starts_at <= through
    ON CONFLICT (permanence_id) DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER permanence_changed_makes_figures_stale
  AFTER UPDATE OF starts_at, ends_at, place_id, organisation_id, local_date ON permanence FOR EACH ROW
  WHEN ((OLD.starts_at, OLD.ends_at, OLD.place_id, OLD.organisation_id, OLD.local_date)
    IS DISTINCT FROM (NEW.starts_at, NEW.ends_at, NEW.place_id, NEW.organisation_id, NEW.local_date))
  EXECUTE FUNCTION half_day_changed_late();
