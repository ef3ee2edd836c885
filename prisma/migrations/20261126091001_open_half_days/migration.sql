-- A line that nobody closed is found however old it is.
CREATE INDEX CONCURRENTLY permanence_open ON permanence (organisation_id, starts_at) WHERE status = 'open';
