-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- Part of the address with which a partner stops the mails of a share; raised when another e-mail is written beside it, so that whoever had the former one stops nothing.
ALTER TABLE calendar_share ADD COLUMN told_generation integer NOT NULL DEFAULT 1;
