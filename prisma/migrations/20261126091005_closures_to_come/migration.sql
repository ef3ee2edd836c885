CREATE INDEX CONCURRENTLY closure_organisation_id_ends_at_idx ON closure (organisation_id, ends_at);
