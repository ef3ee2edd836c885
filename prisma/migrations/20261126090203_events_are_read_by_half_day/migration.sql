SET LOCAL lock_timeout = '2s';

-- Nothing reads the events of one visit.
DROP INDEX queue_event_visit_id_idx;
