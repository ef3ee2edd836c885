-- earlier-versions: run
-- The rules of an organisation are read by its planning, its shares and its roles.
CREATE INDEX CONCURRENTLY series_organisation_id_idx ON series (organisation_id);
