-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- Whoever has this number asked to be told by SMS; the telephone stands in visit_identity.
ALTER TABLE visit ADD COLUMN told_by_sms boolean NOT NULL DEFAULT false;
