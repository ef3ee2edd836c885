-- Those whose contact and code are still to be erased, the earliest cancelled first.
CREATE INDEX CONCURRENTLY appointment_cancelled_with_contact ON appointment (cancelled_at) WHERE cancelled_at IS NOT NULL AND contact_erased_at IS NULL;
