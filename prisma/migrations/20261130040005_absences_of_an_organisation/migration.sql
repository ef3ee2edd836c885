-- earlier-versions: run
-- The absences of a team are listed on a page of its own, those that are not over.
CREATE INDEX CONCURRENTLY absence_organisation_id_ends_at_idx ON absence (organisation_id, ends_at);
