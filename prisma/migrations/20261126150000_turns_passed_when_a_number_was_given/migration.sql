SET LOCAL lock_timeout = '2s';

-- The version before gives numbers without it: an empty list, as when no turn has passed.
ALTER TABLE visit ADD COLUMN passed_turns UUID[] NOT NULL DEFAULT '{}';
