-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

ALTER TABLE number_lease VALIDATE CONSTRAINT number_lease_span;
