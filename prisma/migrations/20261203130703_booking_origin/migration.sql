-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- From where an appointment was booked online without a proven contact (docs/booking.md#many-at-once).
CREATE TABLE booking_origin (
  appointment_id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL,
  origin text NOT NULL,
  booked_at timestamptz(3) NOT NULL,
  -- A keyed hash (HMAC-SHA-256 in base64url), never an address.
  CONSTRAINT booking_origin_origin CHECK (origin ~ '^[A-Za-z0-9_-]{43}$')
);
CREATE INDEX booking_origin_organisation_id_booked_at_idx ON booking_origin (organisation_id, booked_at);
CREATE INDEX booking_origin_booked_at_idx ON booking_origin (booked_at);
ALTER TABLE booking_origin ADD CONSTRAINT booking_origin_appointment_id_fkey FOREIGN KEY (appointment_id) REFERENCES appointment (id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE booking_origin ADD CONSTRAINT booking_origin_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT ON UPDATE CASCADE;
