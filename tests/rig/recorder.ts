import { withClient } from "#scripts/database.ts";

/**
 * Triggers in the database under test that record each change of an appointment with the version of its line, since an
 * appointment's row keeps its present state only, and when each try of a message began, by the machine's clock: when
 * its statement came, which sees all that was answered before. They belong to the run: the product has no such table.
 */
const RECORDER = `
  CREATE SCHEMA endurance;
  CREATE TABLE endurance.appointment_change (
    id bigserial PRIMARY KEY, permanence_id uuid NOT NULL, version int NOT NULL, appointment_id uuid NOT NULL,
    stands boolean NOT NULL, state text NOT NULL, starts_at timestamptz NOT NULL, ends_at timestamptz NOT NULL, lane int, booked_at timestamptz NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
  );
  CREATE FUNCTION endurance.note(a appointment, stands boolean) RETURNS void LANGUAGE sql AS $$
    INSERT INTO endurance.appointment_change (permanence_id, version, appointment_id, stands, state, starts_at, ends_at, lane, booked_at)
    SELECT a.permanence_id, coalesce(l.version, 0), a.id, stands, a.state, a.starts_at, a.ends_at, a.lane, a.booked_at
      FROM permanence p LEFT JOIN line l ON l.permanence_id = p.id WHERE p.id = a.permanence_id
  $$;
  CREATE FUNCTION endurance.note_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP <> 'INSERT' AND (TG_OP = 'DELETE' OR OLD.permanence_id <> NEW.permanence_id) THEN PERFORM endurance.note(OLD, false); END IF;
    IF TG_OP <> 'DELETE' THEN PERFORM endurance.note(NEW, true); END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER endurance_inserted AFTER INSERT OR DELETE ON appointment FOR EACH ROW EXECUTE FUNCTION endurance.note_change();
  CREATE TRIGGER endurance_changed AFTER UPDATE ON appointment FOR EACH ROW
    WHEN ((OLD.permanence_id, OLD.state, OLD.starts_at, OLD.ends_at, OLD.lane, OLD.booked_at) IS DISTINCT FROM (NEW.permanence_id, NEW.state, NEW.starts_at, NEW.ends_at, NEW.lane, NEW.booked_at))
    EXECUTE FUNCTION endurance.note_change();
  INSERT INTO endurance.appointment_change (permanence_id, version, appointment_id, stands, state, starts_at, ends_at, lane, booked_at)
    SELECT permanence_id, 0, id, true, state, starts_at, ends_at, lane, booked_at FROM appointment;
  CREATE TABLE endurance.message_try (id bigserial PRIMARY KEY, message_id uuid NOT NULL, at timestamptz NOT NULL DEFAULT statement_timestamp());
  CREATE FUNCTION endurance.note_try() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO endurance.message_try (message_id) VALUES (NEW.id);
    RETURN NULL;
  END $$;
  CREATE TRIGGER endurance_tried AFTER UPDATE ON outbox FOR EACH ROW WHEN (NEW.tries > OLD.tries) EXECUTE FUNCTION endurance.note_try();
  -- The triggers write as the role that serves.
  GRANT USAGE ON SCHEMA endurance TO PUBLIC;
  GRANT INSERT ON endurance.appointment_change, endurance.message_try TO PUBLIC;
  GRANT USAGE ON SEQUENCE endurance.appointment_change_id_seq, endurance.message_try_id_seq TO PUBLIC;
`;

/** Adds the recorder to the database at this address, then runs `more`. */
export const recordChanges = (databaseUrl: string, more = ""): Promise<unknown> =>
  withClient(databaseUrl, (client) => client.query(RECORDER + more));
