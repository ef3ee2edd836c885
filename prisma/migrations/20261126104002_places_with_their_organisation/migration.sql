CREATE UNIQUE INDEX CONCURRENTLY place_id_organisation_id_key ON place (id, organisation_id);
