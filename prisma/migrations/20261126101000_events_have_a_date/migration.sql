SET LOCAL lock_timeout = '2s';

-- The local date of the half-day, by which events are divided into months (docs/decisions/0050). Present rows have
-- the day of this migration, since current_date is computed once for all of them and none is rewritten; those that the version
-- before writes from now on have the day on which they are written. The bound holds back the future: until then every row is in the table that stands, which becomes one partition.
ALTER TABLE queue_event ADD COLUMN local_date date NOT NULL DEFAULT current_date;
DO $$ BEGIN
  EXECUTE format('ALTER TABLE queue_event ADD CONSTRAINT queue_event_before_its_partitions CHECK (local_date < %L) NOT VALID',
    to_char(date_trunc('month', current_date + interval '2 months'), 'YYYY-MM-DD'));
END $$;
