CREATE INDEX CONCURRENTLY topic_key_rank ON topic (key, rank, id) WHERE active;
