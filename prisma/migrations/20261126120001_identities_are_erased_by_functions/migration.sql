SET LOCAL lock_timeout = '2s';

-- As the functions of 20261126120000: they erase names and telephones of visits that are due, and nothing else.

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

-- Empties a partition of identities and puts those back that are not due at `asked`. The file of the partition is replaced, so that
-- nothing of the erased rows is left in one. Nobody reads or writes it meanwhile. Returns how many were erased.
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

-- Deletes at most `batch` of the rows of a partition that are due at `asked`, where it cannot be emptied. A locked row is left.
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

REVOKE EXECUTE ON FUNCTION erase_identities, delete_due_identities FROM PUBLIC;
