SET LOCAL lock_timeout = '2s';

ALTER TABLE absence VALIDATE CONSTRAINT absence_organisation_id_fkey;
