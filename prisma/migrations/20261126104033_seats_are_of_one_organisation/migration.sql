SET LOCAL lock_timeout = '2s';

ALTER TABLE workshop_place VALIDATE CONSTRAINT workshop_place_of_its_organisation;
