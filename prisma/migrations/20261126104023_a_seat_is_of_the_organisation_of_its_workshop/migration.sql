SET LOCAL lock_timeout = '2s';

ALTER TABLE workshop_place ADD CONSTRAINT workshop_place_of_its_organisation
  FOREIGN KEY (workshop_id, organisation_id) REFERENCES workshop (id, organisation_id) ON UPDATE CASCADE NOT VALID;
