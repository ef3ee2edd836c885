SET LOCAL lock_timeout = '2s';

ALTER TABLE permanence
  DROP CONSTRAINT permanence_series_id_fkey,
  ADD CONSTRAINT permanence_series_of_its_organisation
    FOREIGN KEY (series_id, organisation_id) REFERENCES series (id, organisation_id) NOT VALID;
