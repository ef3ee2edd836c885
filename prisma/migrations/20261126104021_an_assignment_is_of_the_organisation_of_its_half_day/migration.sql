SET LOCAL lock_timeout = '2s';

-- In the order in which a cancelling writes to them.
LOCK TABLE permanence, assignment IN SHARE ROW EXCLUSIVE MODE;

ALTER TABLE assignment ADD CONSTRAINT assignment_of_its_organisation
  FOREIGN KEY (permanence_id, organisation_id) REFERENCES permanence (id, organisation_id) ON UPDATE CASCADE NOT VALID;
