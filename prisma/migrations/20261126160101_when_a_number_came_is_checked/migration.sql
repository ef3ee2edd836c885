SET LOCAL lock_timeout = '2s';

ALTER TABLE visit VALIDATE CONSTRAINT visit_received_after_it_was_given;
