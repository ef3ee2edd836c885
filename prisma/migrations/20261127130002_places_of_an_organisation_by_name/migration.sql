CREATE INDEX CONCURRENTLY place_organisation_id_name_id_idx ON place (organisation_id, name, id);
