-- earlier-versions: run
-- Whoever asked for help sees to whom a mail has left.
CREATE INDEX CONCURRENTLY outbox_of_help_call ON outbox (cause_id) WHERE cause_kind = 'help-call';
