-- The team looks for an appointment by its code at all its places; the code is erased 30 days after the appointment, so that few have one.
CREATE INDEX CONCURRENTLY appointment_by_code ON appointment (code) WHERE code IS NOT NULL;
