-- earlier-versions: stop, the version before would keep dates shut by a closure that was lifted
SET LOCAL lock_timeout = '2s';

-- When somebody lifted a closure: from then on it closes nothing. The row stays, since half-days that it cancelled name it.
ALTER TABLE closure ADD COLUMN lifted_at timestamptz(3);
