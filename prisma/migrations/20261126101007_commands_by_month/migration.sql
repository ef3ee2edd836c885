SET LOCAL lock_timeout = '2s';
SET LOCAL datestyle = 'ISO';

-- As the events in 20261126101006.
LOCK TABLE permanence, queue_command IN ACCESS EXCLUSIVE MODE;

ALTER TABLE queue_command RENAME TO queue_command_before;
ALTER INDEX queue_command_permanence_id_idx RENAME TO queue_command_before_permanence_id_idx;
ALTER TABLE queue_command_before
  DROP CONSTRAINT queue_command_pkey,
  ADD CONSTRAINT queue_command_before_pkey PRIMARY KEY USING INDEX queue_command_before_pkey;

CREATE TABLE queue_command (
  id uuid NOT NULL,
  permanence_id uuid NOT NULL,
  type text NOT NULL,
  device text NOT NULL,
  at timestamptz(3) NOT NULL,
  received_at timestamptz(3) NOT NULL,
  outcome text NOT NULL,
  refusal text,
  received_on date NOT NULL DEFAULT current_date,
  CONSTRAINT queue_command_pkey PRIMARY KEY (id, received_on),
  CONSTRAINT queue_command_outcome CHECK (outcome IN ('applied', 'refused') AND (outcome = 'refused') = (refusal IS NOT NULL)),
  CONSTRAINT queue_command_permanence_id_fkey FOREIGN KEY (permanence_id) REFERENCES permanence (id) ON DELETE RESTRICT ON UPDATE CASCADE
) PARTITION BY RANGE (received_on);
CREATE INDEX queue_command_permanence_id_idx ON queue_command (permanence_id);

CREATE TABLE queue_command_default PARTITION OF queue_command DEFAULT;
DO $$ BEGIN
  EXECUTE format('ALTER TABLE queue_command ATTACH PARTITION queue_command_before FOR VALUES FROM (MINVALUE) TO (%L)',
    (SELECT substring(pg_get_constraintdef(oid) FROM '\d{4}-\d\d-\d\d') FROM pg_constraint
      WHERE conrelid = 'queue_command_before'::regclass AND conname = 'queue_command_before_its_partitions'));
END $$;
ALTER TABLE queue_command_before DROP CONSTRAINT queue_command_before_its_partitions;
