SET LOCAL lock_timeout = '2s';

-- Cancelling a half-day releases its assignments: they stay as what was planned, and keep nobody from being planned elsewhere.
-- The WHERE begins with a date, so that the index is built in an instant: the past needs no promise (docs/decisions/0043).
ALTER TABLE assignment
  ADD COLUMN released boolean NOT NULL DEFAULT false,
  DROP CONSTRAINT assignment_no_overlap,
  ADD CONSTRAINT assignment_no_overlap EXCLUDE USING gist (conseiller_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)
    WHERE (NOT released AND starts_at >= '2026-11-01T00:00:00Z');
