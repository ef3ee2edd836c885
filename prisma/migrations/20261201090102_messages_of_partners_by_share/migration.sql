-- earlier-versions: run
-- What waits for a partner is looked for by their share.
CREATE INDEX CONCURRENTLY outbox_of_share ON outbox (share_id) WHERE share_id IS NOT NULL;
