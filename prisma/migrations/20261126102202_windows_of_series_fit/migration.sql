SET LOCAL lock_timeout = '2s';

ALTER TABLE series ADD CONSTRAINT series_windows CHECK (windows_fit(windows, end_minute - start_minute)) NOT VALID;
