-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- What the person knew before they were told what they know now, and how they knew it: « C’est dit » is taken back to it.
ALTER TABLE told
  ADD COLUMN was_known text,
  ADD COLUMN was_hour timestamptz(3),
  ADD COLUMN was_offer_id uuid,
  ADD COLUMN was_way text;
ALTER TABLE told
  ADD CONSTRAINT told_was_known CHECK (was_known IN ('booked', 'cancelled', 'offered')) NOT VALID,
  ADD CONSTRAINT told_was_whole CHECK (num_nonnulls(was_known, was_hour, was_way) IN (0, 3)) NOT VALID,
  ADD CONSTRAINT told_was_offer CHECK ((coalesce(was_known, '') = 'offered') = (was_offer_id IS NOT NULL)) NOT VALID,
  ADD CONSTRAINT told_was_way CHECK (was_way IN ('sms', 'mail', 'call', 'on-site', 'self')) NOT VALID;
