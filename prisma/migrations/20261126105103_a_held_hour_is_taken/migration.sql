SET LOCAL lock_timeout = '2s';

-- A held hour takes its lane as a booked one does. The index of 250,000 appointments to come would take seconds to build under the
-- lock, so it begins with those that were written since the migration before, and the trigger below adds the others of a half-day
-- with the first row that takes a lane there: two rows of one half-day are never both written without being compared.
ALTER TABLE appointment
  DROP CONSTRAINT appointment_no_overlap,
  ADD CONSTRAINT appointment_no_overlap EXCLUDE USING gist (permanence_id WITH =, lane WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)
    WHERE (lane_checked AND state IN ('booked', 'held') AND NOT overbooked);

CREATE FUNCTION check_lanes_of_half_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE appointment SET lane_checked = true WHERE permanence_id = NEW.permanence_id AND lane_checked IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER appointment_lanes_of_half_day AFTER INSERT OR UPDATE OF permanence_id, lane, starts_at, ends_at, state, overbooked ON appointment FOR EACH ROW
  WHEN (NEW.state IN ('booked', 'held') AND NOT NEW.overbooked) EXECUTE FUNCTION check_lanes_of_half_day();
