import pg from "pg";
import { isoInZone } from "#lib/time/zone.ts";
import type { Instant } from "#lib/time/instant.ts";

/** One statement as the deed sent it. */
export type Statement = { readonly name?: string; readonly text: string; readonly values: readonly unknown[] };

/** What differs from one booking to the next in what is sent: texts wherever they stand, moments, and the lane. */
export type Facts = { readonly texts: readonly string[]; readonly moments: readonly Instant[]; readonly lane: number };

/** The statements that a deed sends to Postgres, in order, with their values. */
export async function recorded(deed: () => Promise<unknown>): Promise<readonly Statement[]> {
  const statements: Statement[] = [];
  const client = pg.Client.prototype as { query: (...given: unknown[]) => unknown };
  const query = client.query;
  client.query = function noted(this: unknown, ...given: unknown[]): unknown {
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
    return query.apply(this, given);
  };
  try {
    await deed();
  } finally {
    client.query = query;
  }
  return statements;
}

/** The same statements for another booking: what stood for the recorded one stands for the other. Prepared once, as a driver loop would be. */
export function asTold(statements: readonly Statement[], was: Facts): (is: Facts) => readonly pg.QueryConfig[] {
  const known = textsOf(was);
  const places = new RegExp(known.map((text) => text.replace(/[.+]/gu, "\\$&")).join("|"), "gu");
  return (is) => {
    const texts = textsOf(is);
    // All at once: the hour of one booking is the end of another.
    const said = (text: string): string => text.replace(places, (found) => texts[known.indexOf(found)] ?? found);
    const told = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(told);
      if (value instanceof Date)
        return new Date(is.moments[was.moments.findIndex((moment) => moment === value.getTime())] ?? value);
      if (value === was.lane) return is.lane;
      return typeof value === "string" ? said(value) : value;
    };
    return statements.map(({ values, ...statement }) => ({ ...statement, values: values.map(told) }));
  };
}

/** Each moment as Prisma sends it, as JSON and ISO write it, and in milliseconds. */
const textsOf = ({ texts, moments }: Facts): readonly string[] => [
  ...texts,
  ...moments.flatMap((moment) => {
    const iso = new Date(moment).toISOString();
    return [iso.replace("T", " ").slice(0, 19), iso, isoInZone(moment, "UTC"), String(moment)];
  }),
];
