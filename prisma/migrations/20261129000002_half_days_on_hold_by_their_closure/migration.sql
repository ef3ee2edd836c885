-- earlier-versions: run
CREATE INDEX CONCURRENTLY permanence_closure_id_idx ON permanence (closure_id) WHERE closure_id IS NOT NULL;
