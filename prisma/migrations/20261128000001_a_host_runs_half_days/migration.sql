-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

ALTER TABLE organisation VALIDATE CONSTRAINT organisation_hosts_as_operator;
