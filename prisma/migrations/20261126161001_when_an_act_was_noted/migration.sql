SET LOCAL lock_timeout = '2s';

-- When an act was last noted after a person's close: the team finds it for a week.
ALTER TABLE line ADD COLUMN noted_at timestamptz(3);
