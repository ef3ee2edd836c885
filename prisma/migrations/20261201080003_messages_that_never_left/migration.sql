-- earlier-versions: run
-- Messages to the team of an operator that were given up: coordination is shown them.
CREATE INDEX CONCURRENTLY outbox_never_left ON outbox (organisation_id, given_up_at) WHERE given_up_at IS NOT NULL AND account_id IS NOT NULL AND settled_at IS NULL;
