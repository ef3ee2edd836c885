SET LOCAL lock_timeout = '2s';

-- The local date of the half-day, by which events are divided into months (docs/decisions/0050). Present rows, and those that the
-- version before writes, have the day on which they were written: current_date is computed once for all present rows, so that
-- none is rewritten. The bound holds back the future: until then every row is in the table that stands, which becomes one partition.
ALTER TABLE queue_event ADD COLUMN local_date date NOT NULL DEFAULT current_date;
DO $$ BEGIN
  EXECUTE format('ALTER TABLE queue_event ADD CONSTRAINT queue_event_before_its_partitions CHECK (local_date < %L) NOT VALID',
    to_char(date_trunc('month', current_date + interval '2 months'), 'YYYY-MM-DD'));
END $$;
