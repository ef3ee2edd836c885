-- Feeds, agendas, lists and the start page of a team read the half-days of one organisation between two moments.
CREATE INDEX CONCURRENTLY permanence_organisation_id_starts_at_idx ON permanence (organisation_id, starts_at);
