-- Tables that are divided by date, kept by functions: the role that serves does not own the tables
-- (docs/decisions/running-it.md). These functions run with the rights of their owner and check themselves
-- that the time of the rows is over.

-- The tables of lib/server/partitions/partitioned-tables.ts: the column by which each is divided, what one partition
-- takes, how long it is kept after its span (midnight UTC), and whether it holds who somebody is.
CREATE FUNCTION partition_rules() RETURNS TABLE (name text, divided_by text, span text, kept interval, personal boolean) LANGUAGE sql IMMUTABLE AS $$
  VALUES
    ('queue_event', 'local_date', 'month', interval '24 months', false),
    ('queue_command', 'received_on', 'month', interval '2 months', false),
    ('visit_identity', 'day', 'day', interval '39 hours', true),
    ('appointment_contact', 'day', 'month', interval '720 hours', true),
    ('journal', 'at', 'month', interval '24 months', false)
$$;

-- The moment up to which rows may be erased: the one that is asked for, and none that is still to come. In a
-- demonstration or a test, whose clock may be moved, the owner replaces it by any moment (scripts/prepare-database.ts).
CREATE FUNCTION present_moment(asked timestamptz) RETURNS timestamptz LANGUAGE sql AS $$ SELECT least(asked, clock_timestamp()) $$;

-- From this moment the rows of a span that ends before midnight UTC of `ends` are not kept any more.
CREATE FUNCTION kept_until(ends date, kept interval) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT (ends::timestamp + kept) AT TIME ZONE 'UTC'
$$;

-- The rule of a table; refuses a table that is not divided by date.
CREATE FUNCTION partition_rule(table_name text, OUT name text, OUT divided_by text, OUT span text, OUT kept interval, OUT personal boolean) LANGUAGE plpgsql AS $$
BEGIN
  SELECT rule.* INTO name, divided_by, span, kept, personal FROM partition_rules() AS rule WHERE rule.name = table_name;
  IF NOT FOUND THEN
    RAISE EXCEPTION '% is not divided by date', table_name USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;

-- The name of the partition that begins on `first`: queue_event_2026_11, visit_identity_2026_11_24.
CREATE FUNCTION partition_name(table_name text, first date, span text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT table_name || '_' || to_char(first, CASE span WHEN 'day' THEN 'YYYY_MM_DD' ELSE 'YYYY_MM' END)
$$;

-- ANALYZE keeps no values of texts and of expressions in a partition: it would copy frequent values into the catalogue,
-- where they outlive the row.
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

-- Creates a table with the columns, constraints and indexes of the divided one, which is attached to it later.
CREATE FUNCTION create_like(table_name text, partition text, personal boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', partition, table_name);
  IF personal THEN PERFORM keep_no_values(partition::regclass); END IF;
END $$;

-- ATTACH leaves everybody reading and writing, while CREATE TABLE … PARTITION OF locks the whole table exclusively.
CREATE FUNCTION attach_partition(table_name text, partition text, first date, span text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', table_name, partition, first, (first + ('1 ' || span)::interval)::date);
END $$;

-- Creates the partition of a table in which `day` is. False: it exists. Refuses one that begins more than two years
-- after `asked`.
CREATE FUNCTION create_partition(table_name text, day date, asked timestamptz) RETURNS boolean LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp SET datestyle = 'ISO' SET timezone = 'UTC' AS $$
DECLARE
  rule record := partition_rule(table_name);
  first date := date_trunc(rule.span, day::timestamp)::date;
  partition text := partition_name(rule.name, first, rule.span);
BEGIN
  IF first > present_moment(asked) + interval '2 years' THEN
    RAISE EXCEPTION '% is too far ahead', partition USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF to_regclass(quote_ident(partition)) IS NOT NULL THEN RETURN false; END IF;
  PERFORM create_like(rule.name, partition, rule.personal);
  PERFORM attach_partition(rule.name, partition, first, rule.span);
  RETURN true;
END $$;

-- Moves the rows of the default partition into partitions of their own, whatever their dates; those that are not kept
-- any more at `asked` go. TRUNCATE removes them also from a table whose trigger refuses every DELETE.
CREATE FUNCTION sort_default_partition(table_name text, asked timestamptz, OUT created integer, OUT moved integer) LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp SET datestyle = 'ISO' SET timezone = 'UTC' AS $$
DECLARE
  rule record := partition_rule(table_name);
  moment timestamptz := present_moment(asked);
  other regclass;
  -- By name: two tables may have their columns in another order.
  columns text;
  firsts date[];
  first date;
  count bigint;
BEGIN
  created := 0;
  moved := 0;
  SELECT partdefid::regclass INTO STRICT other FROM pg_partitioned_table WHERE partrelid = rule.name::regclass;
  SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO STRICT columns FROM pg_attribute
    WHERE attrelid = rule.name::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
  EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', other);
  EXECUTE format('SELECT array_agg(DISTINCT date_trunc(%L, %I::timestamp)::date) FROM %s', rule.span, rule.divided_by, other) INTO firsts;
  firsts := ARRAY(SELECT begins FROM unnest(firsts) AS begins WHERE kept_until((begins + ('1 ' || rule.span)::interval)::date, rule.kept) > moment);
  FOREACH first IN ARRAY firsts LOOP
    PERFORM create_like(rule.name, partition_name(rule.name, first, rule.span), rule.personal);
    EXECUTE format('INSERT INTO %I (%s) SELECT %s FROM %s WHERE %I >= %L AND %I < %L', partition_name(rule.name, first, rule.span), columns,
      columns, other, rule.divided_by, first, rule.divided_by, (first + ('1 ' || rule.span)::interval)::date);
    GET DIAGNOSTICS count = ROW_COUNT;
    created := created + 1;
    moved := moved + count;
  END LOOP;
  EXECUTE format('TRUNCATE %s', other);
  FOREACH first IN ARRAY firsts LOOP
    PERFORM attach_partition(rule.name, partition_name(rule.name, first, rule.span), first, rule.span);
  END LOOP;
END $$;

-- This partition, whose rows are not kept any more at `asked`. NULL: it is gone. Refuses any other table.
CREATE FUNCTION partition_over(partition text, asked timestamptz) RETURNS regclass LANGUAGE plpgsql AS $$
DECLARE
  found record;
BEGIN
  IF to_regclass(quote_ident(partition)) IS NULL THEN RETURN NULL; END IF;
  SELECT child.oid::regclass AS itself, kept_until(substring(pg_get_expr(child.relpartbound, child.oid) FROM 'TO \(''(\d{4}-\d\d-\d\d)')::date, rule.kept) AS until
    INTO found
    FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid JOIN pg_class parent ON parent.oid = inhparent JOIN partition_rules() AS rule ON rule.name = parent.relname
    WHERE child.oid = to_regclass(quote_ident(partition)) AND parent.relnamespace = 'public'::regnamespace;
  IF found.until IS NULL OR found.until > present_moment(asked) THEN
    RAISE EXCEPTION '% is no partition whose time is over', partition USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN found.itself;
END $$;

-- Empties a partition whose rows are not kept any more at `asked`. False: it is gone.
CREATE FUNCTION empty_partition(partition text, asked timestamptz) RETURNS boolean LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp SET datestyle = 'ISO' SET timezone = 'UTC' AS $$
DECLARE
  over regclass := partition_over(partition, asked);
BEGIN
  IF over IS NULL THEN RETURN false; END IF;
  EXECUTE format('TRUNCATE %s', over);
  RETURN true;
END $$;

-- Drops a partition whose rows are not kept any more at `asked`. False: it is gone.
CREATE FUNCTION drop_partition(partition text, asked timestamptz) RETURNS boolean LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp SET datestyle = 'ISO' SET timezone = 'UTC' AS $$
DECLARE
  over regclass := partition_over(partition, asked);
BEGIN
  IF over IS NULL THEN RETURN false; END IF;
  EXECUTE format('DROP TABLE %s', over);
  RETURN true;
END $$;

-- This partition of visit_identity; refuses any other table.
CREATE FUNCTION partition_of_identities(partition text) RETURNS regclass LANGUAGE plpgsql AS $$
DECLARE
  found regclass;
BEGIN
  SELECT inhrelid::regclass INTO found FROM pg_inherits
    WHERE inhrelid = to_regclass(quote_ident(partition)) AND inhparent = 'visit_identity'::regclass;
  IF found IS NULL THEN
    RAISE EXCEPTION '% is no partition of visit_identity', partition USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN found;
END $$;

-- Empties a partition of identities and puts those back that are not due at `asked`. The file of the partition is
-- replaced, so that nothing of the erased rows is left in one. Nobody reads or writes it meanwhile. Returns how many
-- were erased.
CREATE FUNCTION erase_identities(partition text, asked timestamptz) RETURNS integer LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  itself regclass := partition_of_identities(partition);
  moment timestamptz := present_moment(asked);
  due integer;
  others visit_identity[];
BEGIN
  EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', itself);
  EXECUTE format('SELECT count(*) FROM %s WHERE erase_at <= $1', itself) INTO due USING moment;
  -- Another run was quicker.
  IF due = 0 THEN RETURN 0; END IF;
  EXECUTE format('SELECT array_agg(ROW(day, visit_id, erase_at, name, phone)::visit_identity) FROM %s WHERE erase_at > $1', itself) INTO others USING moment;
  EXECUTE format('TRUNCATE %s', itself);
  EXECUTE format('INSERT INTO %s (day, visit_id, erase_at, name, phone) SELECT day, visit_id, erase_at, name, phone FROM unnest($1)', itself) USING others;
  RETURN due;
END $$;

-- Deletes at most `batch` of the rows of a partition that are due at `asked`, where it cannot be emptied. A locked row
-- is left.
CREATE FUNCTION delete_due_identities(partition text, asked timestamptz, batch integer) RETURNS integer LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  deleted integer;
BEGIN
  EXECUTE format('WITH due AS MATERIALIZED (SELECT day, visit_id FROM %1$s WHERE erase_at <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED)
    DELETE FROM %1$s WHERE (day, visit_id) IN (SELECT day, visit_id FROM due)', partition_of_identities(partition)) USING present_moment(asked), batch;
  GET DIAGNOSTICS deleted = ROW_COUNT;
  RETURN deleted;
END $$;

-- Only a role that was given the right may call them (scripts/grant-rights.ts).
REVOKE EXECUTE ON FUNCTION create_partition, sort_default_partition, empty_partition, drop_partition, erase_identities, delete_due_identities FROM PUBLIC;

-- Rows of a span that has no partition yet; the job `partitions` moves them.
CREATE TABLE appointment_contact_default PARTITION OF appointment_contact DEFAULT;
CREATE TABLE journal_default PARTITION OF journal DEFAULT;
CREATE TABLE queue_command_default PARTITION OF queue_command DEFAULT;
CREATE TABLE queue_event_default PARTITION OF queue_event DEFAULT;
CREATE TABLE visit_identity_default PARTITION OF visit_identity DEFAULT;

-- The first partitions of who somebody is; the next ones are made by night.
DO $$
DECLARE
  part regclass;
BEGIN
  PERFORM create_partition('visit_identity', day::date, now()) FROM generate_series(current_date - 1, current_date + 14, interval '1 day') AS day;
  PERFORM create_partition('appointment_contact', day::date, now())
    FROM generate_series(date_trunc('month', current_date) - interval '1 month', current_date + interval '4 months', interval '1 month') AS day;
  FOR part IN SELECT relid FROM pg_partition_tree('visit_identity') UNION ALL SELECT relid FROM pg_partition_tree('appointment_contact') LOOP
    PERFORM keep_no_values(part);
  END LOOP;
END $$;
