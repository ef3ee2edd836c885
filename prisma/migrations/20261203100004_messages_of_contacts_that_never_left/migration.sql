-- earlier-versions: run
-- Messages to contacts on site that were given up: coordination is shown them.
CREATE INDEX CONCURRENTLY outbox_contact_never_left ON outbox (organisation_id, given_up_at) WHERE given_up_at IS NOT NULL AND contact_id IS NOT NULL AND settled_at IS NULL;
