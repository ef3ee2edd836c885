-- A conseiller is wanted once at one hour (docs/decisions/0012), also by whoever stands beside the lanes: else a lane that comes back
-- would promise her twice. Where she was promised twice already, whoever has a lane keeps her, then the earlier made.
UPDATE appointment AS late SET wanted_conseiller_id = NULL
  WHERE late.state = 'booked' AND late.overbooked AND EXISTS (
    SELECT 1 FROM appointment AS other
    WHERE other.id <> late.id AND other.state = 'booked' AND other.wanted_conseiller_id = late.wanted_conseiller_id
      AND tstzrange(other.starts_at, other.ends_at, '[)') && tstzrange(late.starts_at, late.ends_at, '[)')
      AND (NOT other.overbooked OR (other.booked_at, other.id) < (late.booked_at, late.id)));
ALTER TABLE appointment
  DROP CONSTRAINT appointment_conseiller_no_overlap,
  ADD CONSTRAINT appointment_conseiller_no_overlap EXCLUDE USING gist (wanted_conseiller_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)
    WHERE (state = 'booked' AND wanted_conseiller_id IS NOT NULL);
