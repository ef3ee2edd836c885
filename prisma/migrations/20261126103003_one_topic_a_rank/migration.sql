CREATE UNIQUE INDEX CONCURRENTLY topic_organisation_id_rank_key ON topic (organisation_id, rank) NULLS NOT DISTINCT;
