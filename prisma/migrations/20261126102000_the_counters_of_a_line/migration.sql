SET LOCAL lock_timeout = '2s';

-- What every act and heartbeat changes, apart from the wide row of the half-day with its event's text and its indexes. A row
-- exists from the first act, heartbeat or booking on; before it, the columns of `permanence` hold (docs/decisions/0052).
-- The lock of a line stays the row lock on `permanence`: it is taken before a row of this table is written.
CREATE TABLE line (
  permanence_id uuid NOT NULL,
  version int NOT NULL,
  next_number int NOT NULL,
  calls int NOT NULL,
  heard_at timestamptz(3),
  CONSTRAINT line_pkey PRIMARY KEY (permanence_id),
  CONSTRAINT line_permanence_id_fkey FOREIGN KEY (permanence_id) REFERENCES permanence (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT line_counters CHECK (next_number >= 1 AND calls >= 0 AND version >= 0)
) WITH (fillfactor = 50);

-- Only while the version before still runs: it reads and writes the columns of `permanence`.
CREATE FUNCTION permanence_follows_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE permanence SET version = NEW.version, next_number = NEW.next_number, calls = NEW.calls, heard_at = NEW.heard_at
  WHERE id = NEW.permanence_id
    AND (version, next_number, calls, heard_at) IS DISTINCT FROM (NEW.version, NEW.next_number, NEW.calls, NEW.heard_at);
  RETURN NULL;
END $$;
CREATE TRIGGER permanence_follows_line AFTER INSERT OR UPDATE ON line FOR EACH ROW EXECUTE FUNCTION permanence_follows_line();

-- `pg_trigger_depth() = 0`: what the trigger above has written is not sent back.
CREATE FUNCTION line_follows_permanence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO line (permanence_id, version, next_number, calls, heard_at)
  VALUES (NEW.id, NEW.version, NEW.next_number, NEW.calls, NEW.heard_at)
  ON CONFLICT (permanence_id) DO UPDATE
    SET version = excluded.version, next_number = excluded.next_number, calls = excluded.calls, heard_at = excluded.heard_at;
  RETURN NULL;
END $$;
CREATE TRIGGER line_follows_permanence AFTER UPDATE OF version, next_number, calls, heard_at ON permanence FOR EACH ROW
  WHEN (pg_trigger_depth() = 0
    AND (OLD.version, OLD.next_number, OLD.calls, OLD.heard_at) IS DISTINCT FROM (NEW.version, NEW.next_number, NEW.calls, NEW.heard_at))
  EXECUTE FUNCTION line_follows_permanence();
