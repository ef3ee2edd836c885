-- earlier-versions: run
-- The people whom somebody helped lately, of whom reports may be missing. Not by state: it changes during help, and no index is written then.
CREATE INDEX CONCURRENTLY visit_helped_by ON visit (conseiller_id, ended_at) WHERE ended_at IS NOT NULL AND conseiller_id IS NOT NULL;
