-- What a row of a half-day refers to, so that both name one organisation (docs/decisions/0055).
CREATE UNIQUE INDEX CONCURRENTLY permanence_id_organisation_id_key ON permanence (id, organisation_id);
