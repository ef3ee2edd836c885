SET LOCAL lock_timeout = '2s';

-- Apart from adding it: this reads every role, beside running acts.
ALTER TABLE membership VALIDATE CONSTRAINT membership_role;
