-- earlier-versions: run
-- by_helper: contact and link are those of whoever booked for somebody else; they are told the hour, never whether the person came.
SET LOCAL lock_timeout = '2s';
ALTER TABLE appointment ADD COLUMN by_helper boolean NOT NULL DEFAULT false;
ALTER TABLE appointment ADD CONSTRAINT appointment_by_helper CHECK (NOT by_helper OR on_behalf_of) NOT VALID;
