SET LOCAL lock_timeout = '2s';

ALTER TABLE appointment
  VALIDATE CONSTRAINT appointment_state,
  VALIDATE CONSTRAINT appointment_held_until,
  VALIDATE CONSTRAINT appointment_held_is_nobody;
