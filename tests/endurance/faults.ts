import type { Fault } from "./endure.ts";
import { openProxyWithoutLocks } from "./proxy-without-locks.ts";

const withoutProxy: Fault["proxy"] = (url) => Promise.resolve({ url, close: () => Promise.resolve() });

/** Without the constraint, and with a pause between check and write, so that a race that is rare in use happens within seconds. */
const WITHOUT_CONSTRAINT = `
  ALTER TABLE appointment DROP CONSTRAINT appointment_no_overlap;
  CREATE FUNCTION endurance.dawdle() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_sleep(0.03);
    RETURN NEW;
  END $$;
  CREATE TRIGGER endurance_dawdling BEFORE INSERT ON appointment FOR EACH ROW EXECUTE FUNCTION endurance.dawdle();`;

/**
 * Four faults that the checker must find. The product is the built one: the fault is in its database or in the proxy to
 * it. The lock and the constraint each prevent overlaps alone, so "no-constraint" removes both.
 */
export const FAULTS = {
  /** The lock of a half-day is requested and never taken; every constraint is kept. */
  "no-lock": { sql: "", proxy: openProxyWithoutLocks },
  "no-constraint": { sql: WITHOUT_CONSTRAINT, proxy: openProxyWithoutLocks },
  /** The number is counted at READ COMMITTED instead of taken from a counter under the lock. */
  "unlocked-count": {
    sql: `
      ALTER TABLE visit DROP CONSTRAINT visit_number_unique;
      CREATE FUNCTION endurance.count_them() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        SELECT count(*) + 1 INTO NEW.number FROM visit WHERE permanence_id = NEW.permanence_id;
        RETURN NEW;
      END $$;
      CREATE TRIGGER endurance_counted BEFORE INSERT ON visit FOR EACH ROW EXECUTE FUNCTION endurance.count_them();`,
    proxy: openProxyWithoutLocks,
  },
  /** The outcome of an idempotency key is deleted as soon as it is written: a repeated request acts again. */
  "reused-key": {
    sql: `
      CREATE FUNCTION endurance.forget_key() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM idempotency_key WHERE scope = NEW.scope AND key = NEW.key;
        RETURN NULL;
      END $$;
      CREATE TRIGGER endurance_forgotten AFTER INSERT ON idempotency_key FOR EACH ROW EXECUTE FUNCTION endurance.forget_key();`,
    proxy: withoutProxy,
  },
} as const satisfies Readonly<Record<string, Fault>>;

/** Without the constraint and with the lock nothing overlaps; a test proves it. */
export const WITHOUT_CONSTRAINT_BUT_LOCKED: Fault = { sql: WITHOUT_CONSTRAINT, proxy: withoutProxy };
