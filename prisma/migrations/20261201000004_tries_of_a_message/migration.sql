-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- How often it was handed to a gateway; `attempts` also counts the questions whether a lost try was sent, and keeps two workers apart.
ALTER TABLE outbox ADD COLUMN tries integer NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD CONSTRAINT outbox_tries CHECK (tries BETWEEN 0 AND attempts) NOT VALID;
