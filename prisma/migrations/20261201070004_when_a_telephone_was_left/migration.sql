-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- Since when SMS about this number go to its telephone: what did not arrive before says nothing of it.
ALTER TABLE visit ADD COLUMN phone_left_at timestamptz(3);
