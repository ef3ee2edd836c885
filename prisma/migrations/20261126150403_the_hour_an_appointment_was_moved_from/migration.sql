SET LOCAL lock_timeout = '2s';

-- The hour it had before its last move, for its page; NULL when it was never moved, or moved by the version before.
ALTER TABLE appointment ADD COLUMN moved_from TIMESTAMPTZ(3);
