SET LOCAL lock_timeout = '2s';
SET LOCAL datestyle = 'ISO';

-- The table becomes the partition of everything before a month, and a divided one takes its name: an instant, since the CHECK and the
-- indexes that it needs are there. In the order of every act, which locks its half-day first.
LOCK TABLE permanence, queue_event IN ACCESS EXCLUSIVE MODE;

-- A trigger is copied to each partition under its own name, which is the name of the rule.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only added to', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
END $$;

ALTER TABLE queue_event RENAME TO queue_event_before;
DROP TRIGGER queue_event_append_only ON queue_event_before;
ALTER INDEX queue_event_permanence_id_id_idx RENAME TO queue_event_before_permanence_id_id_idx;
ALTER TABLE queue_event_before
  DROP CONSTRAINT queue_event_pkey,
  ADD CONSTRAINT queue_event_before_pkey PRIMARY KEY USING INDEX queue_event_before_pkey;

CREATE TABLE queue_event (
  id bigint NOT NULL DEFAULT nextval('queue_event_id_seq'),
  permanence_id uuid NOT NULL,
  version integer NOT NULL,
  command_id uuid NOT NULL,
  type text NOT NULL,
  visit_id uuid,
  at timestamptz(3) NOT NULL,
  received_at timestamptz(3) NOT NULL,
  actor text NOT NULL,
  device text NOT NULL,
  data jsonb NOT NULL,
  local_date date NOT NULL DEFAULT current_date,
  CONSTRAINT queue_event_pkey PRIMARY KEY (id, local_date),
  CONSTRAINT queue_event_device CHECK (device <> ''),
  CONSTRAINT queue_event_tells_nobody CHECK (NOT jsonb_path_exists(data, '$.** ? (exists(@.name) || exists(@.phone) || exists(@.email) || exists(@.message ? (@ <> "")))')),
  CONSTRAINT queue_event_permanence_id_fkey FOREIGN KEY (permanence_id) REFERENCES permanence (id) ON DELETE RESTRICT ON UPDATE CASCADE
) PARTITION BY RANGE (local_date);
ALTER SEQUENCE queue_event_id_seq OWNED BY queue_event.id;
CREATE INDEX queue_event_permanence_id_id_idx ON queue_event (permanence_id, id);
CREATE TRIGGER queue_event_append_only BEFORE UPDATE OR DELETE ON queue_event FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE queue_event_default PARTITION OF queue_event DEFAULT;
DO $$ BEGIN
  EXECUTE format('ALTER TABLE queue_event ATTACH PARTITION queue_event_before FOR VALUES FROM (MINVALUE) TO (%L)',
    (SELECT substring(pg_get_constraintdef(oid) FROM '\d{4}-\d\d-\d\d') FROM pg_constraint
      WHERE conrelid = 'queue_event_before'::regclass AND conname = 'queue_event_before_its_partitions'));
END $$;
ALTER TABLE queue_event_before DROP CONSTRAINT queue_event_before_its_partitions;
