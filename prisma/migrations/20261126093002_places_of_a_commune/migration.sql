-- The places of a town, and the first one whose commune has not been looked up.
CREATE INDEX CONCURRENTLY place_insee_code_idx ON place (insee_code);
