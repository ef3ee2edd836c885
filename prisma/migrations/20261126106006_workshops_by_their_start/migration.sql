-- The first hundred to come, in the order in which they are listed.
CREATE INDEX CONCURRENTLY workshop_starts_at_id_idx ON workshop (starts_at, id);
