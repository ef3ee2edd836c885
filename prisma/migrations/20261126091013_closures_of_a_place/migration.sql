CREATE INDEX CONCURRENTLY closure_place_id_ends_at_idx ON closure (place_id, ends_at);
