SET LOCAL lock_timeout = '2s';

DROP INDEX permanence_starts_at_idx;
