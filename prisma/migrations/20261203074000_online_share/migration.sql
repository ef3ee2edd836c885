-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- Percent of the bookable time of a half-day that is booked online without a proven contact (docs/booking.md#online-share).
ALTER TABLE place ADD COLUMN online_share integer NOT NULL DEFAULT 50;
ALTER TABLE place ADD CONSTRAINT place_online_share CHECK (online_share BETWEEN 0 AND 100) NOT VALID;

-- What of the contact is proven, by an address in a message that was opened or by a call of the team; empty: nothing.
ALTER TABLE appointment ADD COLUMN proven text;
ALTER TABLE appointment ADD CONSTRAINT appointment_proven CHECK (proven IS NULL OR proven IN ('phone', 'email')) NOT VALID;

-- By which way the message with this address was sent; what it proves once it is opened.
ALTER TABLE short_link ADD COLUMN channel text;
ALTER TABLE short_link ADD CONSTRAINT short_link_channel CHECK (channel IS NULL OR channel IN ('sms', 'mail')) NOT VALID;
