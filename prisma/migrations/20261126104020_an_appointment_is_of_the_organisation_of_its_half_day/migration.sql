SET LOCAL lock_timeout = '2s';

ALTER TABLE appointment ADD CONSTRAINT appointment_of_its_organisation
  FOREIGN KEY (permanence_id, organisation_id) REFERENCES permanence (id, organisation_id) ON UPDATE CASCADE NOT VALID;
