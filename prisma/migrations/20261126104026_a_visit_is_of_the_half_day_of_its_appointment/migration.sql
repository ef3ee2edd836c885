SET LOCAL lock_timeout = '2s';

ALTER TABLE visit ADD CONSTRAINT visit_of_its_half_day
  FOREIGN KEY (appointment_id, permanence_id) REFERENCES appointment (id, permanence_id) NOT VALID;
