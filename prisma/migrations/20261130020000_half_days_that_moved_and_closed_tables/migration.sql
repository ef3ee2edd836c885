-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- moved_to_id: the half-day that is held instead of one that was cancelled, on another day. closed_tables: at which nobody is received any
-- more, of a half-day that had begun; `desks` stays, since the tablet has opened these tables. Checked by the next migration.
ALTER TABLE permanence
  ADD COLUMN moved_to_id uuid,
  ADD COLUMN closed_tables integer[] NOT NULL DEFAULT '{}';
ALTER TABLE permanence
  ADD CONSTRAINT permanence_moved_within_its_organisation FOREIGN KEY (moved_to_id, organisation_id) REFERENCES permanence (id, organisation_id) ON DELETE NO ACTION NOT VALID,
  ADD CONSTRAINT permanence_moved_is_cancelled CHECK (moved_to_id IS NULL OR (status = 'cancelled' AND moved_to_id <> id)) NOT VALID,
  ADD CONSTRAINT permanence_closed_tables CHECK (
    array_position(closed_tables, NULL) IS NULL AND cardinality(closed_tables) < desks AND 1 <= ALL (closed_tables) AND desks >= ALL (closed_tables)
  ) NOT VALID;
