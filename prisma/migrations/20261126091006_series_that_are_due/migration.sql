CREATE INDEX CONCURRENTLY series_plan_due_at_idx ON series (plan_due_at);
