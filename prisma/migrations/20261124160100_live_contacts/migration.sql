-- Each booking counts under its lock what the contact holds already (CONTRACT, Limits): among all half-days, so by an index.
CREATE INDEX appointment_live_phone ON appointment (phone, ends_at) WHERE state = 'booked' AND phone IS NOT NULL;
CREATE INDEX appointment_live_email ON appointment (lower(email), ends_at) WHERE state = 'booked' AND email IS NOT NULL;
