-- earlier-versions: run
-- What waits for a contact on site is looked for by their id.
CREATE INDEX CONCURRENTLY outbox_of_contact ON outbox (contact_id) WHERE contact_id IS NOT NULL;
