-- earlier-versions: run
-- Whether a later message to somebody of the team has left, for the list of those that never did.
CREATE INDEX CONCURRENTLY outbox_left_to_account ON outbox (account_id, sent_at) WHERE account_id IS NOT NULL AND sent_at IS NOT NULL;
