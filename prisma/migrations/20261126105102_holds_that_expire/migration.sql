-- The holds, those that expire first: all of them are few.
CREATE INDEX CONCURRENTLY appointment_held ON appointment (held_until) WHERE state = 'held';
