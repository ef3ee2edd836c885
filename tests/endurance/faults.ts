import type { Fault } from "./endure.ts";
import { openForgetfulWire } from "./forgetful-wire.ts";

const faithfulWire: Fault["wire"] = (url) => Promise.resolve({ url, close: () => Promise.resolve() });

/** A moment between looking and writing, so that what a busy server meets in a month is met in seconds. */
const WITHOUT_CONSTRAINT = `
  ALTER TABLE appointment DROP CONSTRAINT appointment_no_overlap;
  CREATE FUNCTION endurance.dawdle() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_sleep(0.03);
    RETURN NEW;
  END $$;
  CREATE TRIGGER endurance_dawdling BEFORE INSERT ON appointment FOR EACH ROW EXECUTE FUNCTION endurance.dawdle();`;

/**
 * Four ways to break the promises that the checker must notice. The product is the built one: what is broken is the
 * database it meets, or the wire to it. The lock and the constraint are two walls, one behind the other: with either one
 * nothing overlaps, so "no constraint" is the check-then-insert that has neither.
 */
export const FAULTS = {
  /** The lock of a half-day is asked for and never taken; every constraint stands. */
  "no-lock": { sql: "", wire: openForgetfulWire },
  "no-constraint": { sql: WITHOUT_CONSTRAINT, wire: openForgetfulWire },
  /** The number is what one counts at READ COMMITTED, instead of a counter under the lock. */
  "unlocked-count": {
    sql: `
      ALTER TABLE visit DROP CONSTRAINT visit_number_unique;
      CREATE FUNCTION endurance.count_them() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        SELECT count(*) + 1 INTO NEW.number FROM visit WHERE permanence_id = NEW.permanence_id;
        RETURN NEW;
      END $$;
      CREATE TRIGGER endurance_counted BEFORE INSERT ON visit FOR EACH ROW EXECUTE FUNCTION endurance.count_them();`,
    wire: openForgetfulWire,
  },
  /** What a key led to is forgotten as soon as it is kept: sent again, it is a new one. */
  "reused-key": {
    sql: `
      CREATE FUNCTION endurance.forget_key() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM idempotency_key WHERE scope = NEW.scope AND key = NEW.key;
        RETURN NULL;
      END $$;
      CREATE TRIGGER endurance_forgotten AFTER INSERT ON idempotency_key FOR EACH ROW EXECUTE FUNCTION endurance.forget_key();`,
    wire: faithfulWire,
  },
} as const satisfies Readonly<Record<string, Fault>>;

/** With the lock alone the product keeps its word: the constraint is the wall behind it. */
export const WITHOUT_CONSTRAINT_BUT_LOCKED: Fault = { sql: WITHOUT_CONSTRAINT, wire: faithfulWire };
