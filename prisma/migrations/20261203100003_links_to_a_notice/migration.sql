-- earlier-versions: run
-- A place that is taken away takes them along.
CREATE INDEX CONCURRENTLY short_link_place_id_idx ON short_link (place_id);
