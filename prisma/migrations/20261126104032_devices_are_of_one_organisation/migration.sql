SET LOCAL lock_timeout = '2s';

ALTER TABLE device VALIDATE CONSTRAINT device_of_its_organisation;
