SET LOCAL lock_timeout = '2s';

-- Few want a certain conseiller, and the past needs no promise: the index is built in an instant (docs/decisions/0043).
ALTER TABLE appointment
  DROP CONSTRAINT appointment_conseiller_no_overlap,
  ADD CONSTRAINT appointment_conseiller_no_overlap EXCLUDE USING gist (wanted_conseiller_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)
    WHERE (state IN ('booked', 'held') AND wanted_conseiller_id IS NOT NULL AND starts_at >= '2026-11-01T00:00:00Z');
