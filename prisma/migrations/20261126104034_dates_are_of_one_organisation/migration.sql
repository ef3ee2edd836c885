SET LOCAL lock_timeout = '2s';

ALTER TABLE permanence VALIDATE CONSTRAINT permanence_series_of_its_organisation;
