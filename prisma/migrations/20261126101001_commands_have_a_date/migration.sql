SET LOCAL lock_timeout = '2s';

-- The day in UTC on which a command was received, by which commands are divided into months (docs/decisions/0050). The version before
-- leaves it to the database.
ALTER TABLE queue_command ADD COLUMN received_on date NOT NULL DEFAULT current_date;
DO $$ BEGIN
  EXECUTE format('ALTER TABLE queue_command ADD CONSTRAINT queue_command_before_its_partitions CHECK (received_on < %L) NOT VALID',
    to_char(date_trunc('month', current_date + interval '2 months'), 'YYYY-MM-DD'));
END $$;
