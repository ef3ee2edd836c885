SET LOCAL lock_timeout = '2s';

-- Each act and heartbeat writes its row anew, and each row stays: as for the tables of 20261126100020.
ALTER TABLE line SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);
