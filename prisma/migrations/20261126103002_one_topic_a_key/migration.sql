CREATE UNIQUE INDEX CONCURRENTLY topic_organisation_id_key_key ON topic (organisation_id, key) NULLS NOT DISTINCT;
