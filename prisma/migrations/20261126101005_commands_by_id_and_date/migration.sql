CREATE UNIQUE INDEX CONCURRENTLY queue_command_before_pkey ON queue_command (id, received_on);
