CREATE UNIQUE INDEX CONCURRENTLY series_id_organisation_id_key ON series (id, organisation_id);
