import pg from "pg";
import { isoInZone } from "#lib/time/zone.ts";
import type { Instant } from "#lib/time/instant.ts";

/** One statement as the use case sent it. */
export type Statement = { readonly name?: string; readonly text: string; readonly values: readonly unknown[] };

/** The values in which the statements of two bookings differ: texts, moments, and the lane. */
export type BookingValues = {
  readonly texts: readonly string[];
  readonly moments: readonly Instant[];
  readonly lane: number;
};

/**
 * The statements that `task` sends to Postgres, in order, with their values. With "undone" all of a connection stands
 * in one transaction that is rolled back at the end: each transaction of the task becomes a savepoint in it, so that a
 * step sees what the step before has written, and the database stays as it was.
 */
export async function recorded(
  task: () => Promise<unknown>,
  commits: "kept" | "undone" = "kept",
): Promise<readonly Statement[]> {
  const statements: Statement[] = [];
  const client = pg.Client.prototype as { query: (...given: unknown[]) => unknown };
  const query = client.query;
  const outer = new Set<object>();
  client.query = function noted(this: object, ...given: unknown[]): unknown {
    const [first, values] = given;
    const {
      name,
      text,
      values: inside,
    }: { name?: string; text: string; values?: unknown } = typeof first === "string"
      ? { text: first }
      : (first as { name?: string; text: string; values?: unknown });
    statements.push({
      text,
      values: (inside ?? values ?? []) as readonly unknown[],
      ...(name !== undefined && { name }),
    });
    if (commits === "kept") return query.apply(this, given);
    if (!outer.has(this)) {
      outer.add(this);
      void query.apply(this, ["BEGIN"]);
    }
    const framed = insideTransaction(text);
    if (framed === undefined) return query.apply(this, given);
    const sent = typeof first === "string" ? framed : { ...(first as object), name: undefined, text: framed };
    return query.apply(this, [sent, ...given.slice(1)]);
  };
  try {
    await task();
  } finally {
    client.query = query;
    // A connection that the task has closed was rolled back by that.
    for (const one of outer) await Promise.resolve(query.apply(one, ["ROLLBACK"])).catch(() => undefined);
  }
  return statements;
}

/** What stands for the beginning and the end of a transaction inside another; undefined for any other statement. */
function insideTransaction(text: string): string | undefined {
  if (/^BEGIN\b/iu.test(text)) return "SAVEPOINT step";
  if (/^COMMIT\b/iu.test(text)) return "RELEASE SAVEPOINT step";
  if (/^ROLLBACK\s*;?\s*$/iu.test(text)) return "ROLLBACK TO SAVEPOINT step";
  // Its isolation is set before the first statement of a transaction only; on one connection nobody else writes.
  return /^SET TRANSACTION\b/iu.test(text) ? "SELECT" : undefined;
}

/** A function that gives the recorded statements for another booking: its values in place of the recorded booking's. */
export function asTold(
  statements: readonly Statement[],
  was: BookingValues,
): (is: BookingValues) => readonly pg.QueryConfig[] {
  const known = textsOf(was);
  const places = new RegExp(known.map((text) => text.replace(/[.+]/gu, "\\$&")).join("|"), "gu");
  return (is) => {
    const texts = textsOf(is);
    // Replaced all at once: the start of one booking may be the end of another.
    const said = (text: string): string => text.replace(places, (found) => texts[known.indexOf(found)] ?? found);
    const replaced = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(replaced);
      if (value instanceof Date)
        return new Date(is.moments[was.moments.findIndex((moment) => moment === value.getTime())] ?? value);
      if (value === was.lane) return is.lane;
      return typeof value === "string" ? said(value) : value;
    };
    return statements.map(({ values, ...statement }) => ({ ...statement, values: values.map(replaced) }));
  };
}

/** The forms in which a moment is sent: Prisma's, ISO 8601 as in JSON, and milliseconds. */
const textsOf = ({ texts, moments }: BookingValues): readonly string[] => [
  ...texts,
  ...moments.flatMap((moment) => {
    const iso = new Date(moment).toISOString();
    return [iso.replace("T", " ").slice(0, 19), iso, isoInZone(moment, "UTC"), String(moment)];
  }),
];
