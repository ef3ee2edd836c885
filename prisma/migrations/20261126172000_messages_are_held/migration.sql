SET LOCAL lock_timeout = '2s';

-- A message that a restored backup knew as unsent may have been sent since that backup was made: it waits for a person, who says
-- whether it still goes (docs/decisions/0093-backup-and-restore.md). Nothing takes it meanwhile.
ALTER TABLE outbox ADD COLUMN held_at timestamptz(3);
