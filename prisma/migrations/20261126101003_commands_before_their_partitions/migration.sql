SET LOCAL lock_timeout = '2s';

ALTER TABLE queue_command VALIDATE CONSTRAINT queue_command_before_its_partitions;
