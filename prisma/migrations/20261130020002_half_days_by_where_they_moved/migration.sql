-- earlier-versions: run
CREATE INDEX CONCURRENTLY permanence_moved_to_id_idx ON permanence (moved_to_id) WHERE moved_to_id IS NOT NULL;
