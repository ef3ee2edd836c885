-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

ALTER TABLE membership VALIDATE CONSTRAINT membership_ends_after_it_begins;
ALTER TABLE membership VALIDATE CONSTRAINT membership_that_begins_later;
