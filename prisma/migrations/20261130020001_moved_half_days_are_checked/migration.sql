-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- Apart from adding them: this reads every half-day, beside running acts.
ALTER TABLE permanence
  VALIDATE CONSTRAINT permanence_moved_within_its_organisation,
  VALIDATE CONSTRAINT permanence_moved_is_cancelled,
  VALIDATE CONSTRAINT permanence_closed_tables;
