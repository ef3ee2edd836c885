SET LOCAL lock_timeout = '2s';

ALTER TABLE visit VALIDATE CONSTRAINT visit_of_its_half_day;
