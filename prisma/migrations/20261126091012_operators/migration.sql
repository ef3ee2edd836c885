CREATE INDEX CONCURRENTLY organisation_operators ON organisation (phone, name) WHERE operator;
