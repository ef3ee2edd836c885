-- earlier-versions: run
-- SMS of which no receipt has come, or one that a delivery may still follow: the gateway is asked.
CREATE INDEX CONCURRENTLY outbox_without_receipt ON outbox (sent_at) WHERE gateway_id IS NOT NULL AND (result IS NULL OR result = 'unreachable');
