-- earlier-versions: run
-- How often a number was told, sent or not.
CREATE INDEX CONCURRENTLY outbox_visit_id_idx ON outbox (visit_id) WHERE visit_id IS NOT NULL;
