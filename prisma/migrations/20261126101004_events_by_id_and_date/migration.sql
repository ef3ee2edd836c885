CREATE UNIQUE INDEX CONCURRENTLY queue_event_before_pkey ON queue_event (id, local_date);
