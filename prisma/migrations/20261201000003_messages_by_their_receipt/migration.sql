-- earlier-versions: run
-- A receipt names the message by the id that the gateway gave it.
CREATE INDEX CONCURRENTLY outbox_gateway_id_idx ON outbox (gateway_id, gateway) WHERE gateway_id IS NOT NULL;
