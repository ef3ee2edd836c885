CREATE INDEX CONCURRENTLY workshop_ends_at_idx ON workshop (ends_at);
