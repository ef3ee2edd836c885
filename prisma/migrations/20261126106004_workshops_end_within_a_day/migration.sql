SET LOCAL lock_timeout = '2s';

-- Who looks for workshops that are not over need not look at those that began more than a day ago.
ALTER TABLE workshop ADD CONSTRAINT workshop_length CHECK (ends_at <= starts_at + interval '24 hours') NOT VALID;
