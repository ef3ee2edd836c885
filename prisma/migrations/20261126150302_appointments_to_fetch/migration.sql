SET LOCAL lock_timeout = '2s';

ALTER TABLE appointment ADD COLUMN to_fetch boolean NOT NULL DEFAULT false;
