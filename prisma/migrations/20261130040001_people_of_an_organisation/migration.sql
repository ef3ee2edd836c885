-- earlier-versions: run
-- The people of an organisation are read on every page of its planning.
CREATE INDEX CONCURRENTLY membership_organisation_id_idx ON membership (organisation_id);
