SET LOCAL lock_timeout = '2s';

-- The longer of the elapsed time and the time on the place's clock: a rule from midnight to eight is an hour shorter when the
-- clocks go forward, and keeps its windows.
ALTER TABLE permanence ADD CONSTRAINT permanence_windows CHECK (windows_fit(windows,
  extract(epoch FROM greatest(ends_at - starts_at, (ends_at AT TIME ZONE time_zone) - (starts_at AT TIME ZONE time_zone))) / 60)) NOT VALID;
