-- earlier-versions: run
-- Messages with a sign-in code are erased a day later: they would say for years who signed in when.
CREATE INDEX CONCURRENTLY outbox_with_code ON outbox (created_at) WHERE kind = 'sign-in-code';
