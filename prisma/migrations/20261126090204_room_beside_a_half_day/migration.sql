SET LOCAL lock_timeout = '2s';

-- Every act changes its half-day's version: room for the next one beside it.
ALTER TABLE permanence SET (fillfactor = 70);
