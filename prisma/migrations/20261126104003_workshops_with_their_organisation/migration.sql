CREATE UNIQUE INDEX CONCURRENTLY workshop_id_organisation_id_key ON workshop (id, organisation_id);
