-- earlier-versions: run
-- The week of an organisation names its workshops.
CREATE INDEX CONCURRENTLY workshop_organisation_id_starts_at_idx ON workshop (organisation_id, starts_at);
