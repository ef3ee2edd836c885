SET LOCAL lock_timeout = '2s';

-- The first three in the morning on the place's clock after a planned end: the rule of lib/access/retention.ts, for triggers.
CREATE FUNCTION night_after(ends timestamptz, zone text) RETURNS timestamptz LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT ((ends AT TIME ZONE zone)::date + CASE WHEN (ends AT TIME ZONE zone)::time < '03:00' THEN 0 ELSE 1 END + time '03:00') AT TIME ZONE zone
$$;

-- The names and telephones of visits, by local date of the half-day. No foreign key: a night is emptied without locking visits.
CREATE TABLE visit_identity (
  day date NOT NULL,
  visit_id uuid NOT NULL,
  erase_at timestamptz(3) NOT NULL,
  name text,
  phone text,
  CONSTRAINT visit_identity_pkey PRIMARY KEY (day, visit_id),
  CONSTRAINT visit_identity_is_somebody CHECK (name IS NOT NULL OR phone IS NOT NULL)
) PARTITION BY RANGE (day);
CREATE INDEX visit_identity_erase_at_idx ON visit_identity (erase_at);
CREATE TABLE visit_identity_default PARTITION OF visit_identity DEFAULT;

-- The contacts of appointments, by month of their end. The day in UTC follows from the row alone, whatever the place's time zone.
CREATE TABLE appointment_contact (
  day date NOT NULL,
  appointment_id uuid NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  name text,
  phone text,
  email text,
  overbook_reason text,
  CONSTRAINT appointment_contact_pkey PRIMARY KEY (day, appointment_id),
  CONSTRAINT appointment_contact_day CHECK (day = (ends_at AT TIME ZONE 'UTC')::date),
  CONSTRAINT appointment_contact_is_somebody CHECK (num_nonnulls(name, phone, email, overbook_reason) > 0)
) PARTITION BY RANGE (day);
CREATE INDEX appointment_contact_ends_at_idx ON appointment_contact (ends_at);
CREATE INDEX appointment_contact_phone_ends_at_idx ON appointment_contact (phone, ends_at);
CREATE INDEX appointment_contact_email ON appointment_contact (lower(email), ends_at);
CREATE TABLE appointment_contact_default PARTITION OF appointment_contact DEFAULT;

-- ANALYZE copies frequent values of a column into the catalogue, where they would outlive the row.
CREATE FUNCTION keep_no_values(partition regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  found record;
BEGIN
  FOR found IN SELECT attname FROM pg_attribute WHERE attrelid = partition AND atttypid = 'text'::regtype AND attnum > 0 LOOP
    EXECUTE format('ALTER TABLE ONLY %s ALTER COLUMN %I SET STATISTICS 0', partition, found.attname);
  END LOOP;
  FOR found IN SELECT indexrelid::regclass AS index FROM pg_index WHERE indrelid = partition AND indexprs IS NOT NULL LOOP
    EXECUTE format('ALTER INDEX %s ALTER COLUMN 1 SET STATISTICS 0', found.index);
  END LOOP;
END $$;

-- The first partitions; the next ones are made by night.
DO $$
DECLARE
  day date;
  part regclass;
BEGIN
  FOR day IN SELECT generate_series(current_date - 1, current_date + 14, '1 day') LOOP
    EXECUTE format('CREATE TABLE %I PARTITION OF visit_identity FOR VALUES FROM (%L) TO (%L)', 'visit_identity_' || to_char(day, 'YYYY_MM_DD'), day, day + 1);
  END LOOP;
  FOR day IN SELECT generate_series(date_trunc('month', current_date) - interval '1 month', current_date + interval '4 months', '1 month') LOOP
    EXECUTE format('CREATE TABLE %I PARTITION OF appointment_contact FOR VALUES FROM (%L) TO (%L)', 'appointment_contact_' || to_char(day, 'YYYY_MM'), day, (day + interval '1 month')::date);
  END LOOP;
  FOR part IN SELECT relid FROM pg_partition_tree('visit_identity') UNION ALL SELECT relid FROM pg_partition_tree('appointment_contact') LOOP
    PERFORM keep_no_values(part);
  END LOOP;
END $$;
