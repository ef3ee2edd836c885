SET LOCAL lock_timeout = '2s';

ALTER TABLE closure VALIDATE CONSTRAINT closure_place_of_its_organisation;
