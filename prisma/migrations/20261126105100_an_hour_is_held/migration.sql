SET LOCAL lock_timeout = '2s';

-- An hour is kept for somebody until a moment (docs/decisions/0058). Of that person nothing is known before they book.
-- `lane_checked`: whether appointment_no_overlap looks at the row. Rows of before have none until their half-day is written to.
ALTER TABLE appointment
  ADD COLUMN held_until timestamptz(3),
  ADD COLUMN lane_checked boolean,
  DROP CONSTRAINT appointment_state,
  ADD CONSTRAINT appointment_state CHECK (state IN ('booked', 'held', 'cancelled-by-resident', 'cancelled-by-service')) NOT VALID,
  ADD CONSTRAINT appointment_held_until CHECK ((state = 'held') = (held_until IS NOT NULL)) NOT VALID,
  ADD CONSTRAINT appointment_held_is_nobody CHECK (state <> 'held' OR num_nonnulls(code, name, phone, email) = 0) NOT VALID;
ALTER TABLE appointment ALTER COLUMN lane_checked SET DEFAULT true;
