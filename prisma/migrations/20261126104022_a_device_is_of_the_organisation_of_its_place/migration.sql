SET LOCAL lock_timeout = '2s';

ALTER TABLE device ADD CONSTRAINT device_of_its_organisation
  FOREIGN KEY (place_id, organisation_id) REFERENCES place (id, organisation_id) ON UPDATE CASCADE NOT VALID;
