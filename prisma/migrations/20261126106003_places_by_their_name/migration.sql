-- The list of the API.
CREATE INDEX CONCURRENTLY place_name_id_idx ON place (name, id);
