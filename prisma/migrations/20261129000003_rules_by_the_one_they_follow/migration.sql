-- earlier-versions: run
CREATE INDEX CONCURRENTLY series_follows_id_idx ON series (follows_id);
