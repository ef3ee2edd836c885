-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- outbox_visit_id_idx finds the messages that are not sent as well.
DROP INDEX outbox_of_visit;
