import { Transform } from "node:stream";
import { openProxy } from "#tests/support/cuttable-proxy.ts";

/** A proxy in front of a database; programs that use its address connect through it. */
type Proxy = { readonly url: string; readonly close: () => Promise<void> };

/**
 * A fault that is built in to prove that the checker finds it: SQL run before the operations, and a proxy in front of
 * the database.
 */
export type PlantedFault = { readonly sql: string; readonly proxy?: (databaseUrl: string) => Promise<Proxy> };

/**
 * Without the constraint, and with a pause between check and write, so that a race that is rare in use happens within
 * seconds.
 */
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
export const PLANTED = {
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
  },
} as const satisfies Readonly<Record<string, PlantedFault>>;

/** Without the constraint and with the lock nothing overlaps; a test proves it. */
export const WITHOUT_CONSTRAINT_BUT_LOCKED: PlantedFault = { sql: WITHOUT_CONSTRAINT };

const LOCK = /FOR NO KEY UPDATE( OF [a-z]+)?/g;

/**
 * Opens a proxy that passes everything except requests for row locks, which it replaces with spaces: the product runs
 * as it is built, without its locks.
 */
export async function openProxyWithoutLocks(databaseUrl: string): Promise<Proxy> {
  const { url, close } = await openProxy(databaseUrl, {
    askedThrough: () => {
      const removing = removeLocks();
      return new Transform({ transform: (part: Buffer, _, done) => done(null, removing(part)) });
    },
  });
  return { url: Object.assign(new URL(databaseUrl), { port: new URL(url).port }).href, close };
}

/** Takes what a client sends and returns complete messages without locks; an incomplete message waits for its rest. */
export function removeLocks(): (part: Buffer) => Buffer {
  let rest = Buffer.alloc(0);
  // The first message of a connection has no type before its length (PostgreSQL, "Message Formats").
  let type = 0;
  return (part) => {
    rest = Buffer.concat([rest, part]);
    const whole: Buffer[] = [];
    for (let size = sizeOf(rest, type); size !== undefined; size = sizeOf(rest, type)) {
      whole.push(
        Buffer.from(
          rest
            .subarray(0, size)
            .toString("latin1")
            .replace(LOCK, (words) => " ".repeat(words.length)),
          "latin1",
        ),
      );
      rest = rest.subarray(size);
      type = 1;
    }
    return Buffer.concat(whole);
  };
}

function sizeOf(bytes: Buffer, type: number): number | undefined {
  if (bytes.length < type + 4) return undefined;
  const size = type + bytes.readInt32BE(type);
  return bytes.length < size ? undefined : size;
}
