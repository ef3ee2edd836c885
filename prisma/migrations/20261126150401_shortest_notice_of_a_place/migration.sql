SET LOCAL lock_timeout = '2s';

-- Minutes before an hour until which anybody may book it alone; 0: until it begins. At most a week.
ALTER TABLE place
  ADD COLUMN booking_notice INTEGER NOT NULL DEFAULT 30,
  ADD CONSTRAINT place_booking_notice CHECK (booking_notice BETWEEN 0 AND 10080) NOT VALID;
