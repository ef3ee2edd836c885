SET LOCAL lock_timeout = '2s';

ALTER TABLE permanence VALIDATE CONSTRAINT permanence_windows;
ALTER TABLE series VALIDATE CONSTRAINT series_windows;
