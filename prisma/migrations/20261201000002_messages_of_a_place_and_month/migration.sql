-- earlier-versions: run
-- How many SMS a place has sent in a month.
CREATE INDEX CONCURRENTLY outbox_sms_of_place ON outbox (place_id, sent_at) WHERE channel = 'sms' AND sent_at IS NOT NULL;
