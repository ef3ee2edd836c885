SET LOCAL lock_timeout = '2s';

ALTER TABLE workshop VALIDATE CONSTRAINT workshop_length;
