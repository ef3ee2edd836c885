-- earlier-versions: run
-- The mail of an invitation is one of the organisation that invites: its key names both.
CREATE UNIQUE INDEX CONCURRENTLY invitation_id_organisation_id_key ON invitation (id, organisation_id);
