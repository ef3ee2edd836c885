SET LOCAL lock_timeout = '2s';

ALTER TABLE appointment VALIDATE CONSTRAINT appointment_cancelled_when;
