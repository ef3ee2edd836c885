SET LOCAL lock_timeout = '2s';

ALTER TABLE queue_event VALIDATE CONSTRAINT queue_event_before_its_partitions;
