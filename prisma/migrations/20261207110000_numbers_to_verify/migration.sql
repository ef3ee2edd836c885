-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- The number is of a burst, and nobody has come with it yet (docs/line.md#a-burst-of-numbers).
ALTER TABLE visit ADD COLUMN to_verify boolean NOT NULL DEFAULT false;
