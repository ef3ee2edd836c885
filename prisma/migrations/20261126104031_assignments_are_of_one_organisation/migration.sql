SET LOCAL lock_timeout = '2s';

ALTER TABLE assignment VALIDATE CONSTRAINT assignment_of_its_organisation;
