-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- While it is true the team alone gives numbers: door and kiosk send people to it.
ALTER TABLE permanence ADD COLUMN numbers_by_team boolean NOT NULL DEFAULT false;
