-- Those that were cancelled before their moment was kept, and still have a contact or a code. The job `date-cancelled` gives them a moment.
CREATE INDEX CONCURRENTLY appointment_cancelled_undated ON appointment (id) WHERE state IN ('cancelled-by-resident', 'cancelled-by-service') AND cancelled_at IS NULL AND contact_erased_at IS NULL;
