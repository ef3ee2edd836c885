-- earlier-versions: run
-- The SMS of an organisation within a day (lib/server/message/sms-of-day.ts).
CREATE INDEX CONCURRENTLY outbox_sms_of_organisation ON outbox (organisation_id, sent_at) WHERE channel = 'sms' AND sent_at IS NOT NULL;
