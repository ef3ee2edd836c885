SET LOCAL lock_timeout = '2s';

ALTER TABLE appointment VALIDATE CONSTRAINT appointment_of_its_organisation;
