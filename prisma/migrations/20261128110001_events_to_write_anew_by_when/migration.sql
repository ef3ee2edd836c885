-- earlier-versions: run
CREATE INDEX CONCURRENTLY feed_version_rewrite_due_at_idx ON feed_version (rewrite_due_at) WHERE rewrite_due_at IS NOT NULL;
