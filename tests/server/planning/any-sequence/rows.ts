import { instant, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import type { db as database } from "#lib/server/db.ts";
import { Prisma } from "#prisma/generated/client.ts";

/** A row as the database writes it in JSON. */
type JsonRow = Readonly<Record<string, unknown>>;

export type HalfDayRow = {
  readonly id: string;
  readonly organisation: string;
  readonly place: string;
  readonly series: string | null;
  readonly status: string;
  readonly localDate: string;
  readonly span: Interval;
  readonly desks: number;
  readonly lanes: number;
  readonly closure: string | null;
  /** The hours in which appointments are taken. */
  readonly bookable: readonly Interval[];
};
export type AppointmentRow = {
  readonly id: string;
  readonly permanence: string;
  readonly state: string;
  readonly lane: number | null;
  readonly span: Interval;
  readonly heldUntil: Instant | undefined;
};
export type SeatRow = {
  readonly id: string;
  readonly permanence: string;
  readonly account: string;
  readonly desk: number;
  readonly released: boolean;
  readonly span: Interval;
};
type OfferRow = {
  readonly id: string;
  readonly appointment: string;
  readonly permanence: string;
  readonly start: Instant;
  readonly answer: string | null;
  readonly hold: string | null;
};
type ClosureRow = {
  readonly id: string;
  readonly place: string | null;
  readonly span: Interval;
  readonly lifted: boolean;
};
type SeriesRow = {
  readonly id: string;
  readonly place: string;
  readonly until: string;
  readonly weekday: number;
};

/** All rows of some organisations at one moment. `text`: every column of every row, to see whether any changed. */
export type Rows = {
  readonly text: string;
  readonly halfDays: readonly HalfDayRow[];
  readonly appointments: readonly AppointmentRow[];
  readonly seats: readonly SeatRow[];
  readonly offers: readonly OfferRow[];
  readonly closures: readonly ClosureRow[];
  readonly series: readonly SeriesRow[];
  readonly absences: readonly { readonly id: string; readonly account: string; readonly span: Interval }[];
  /** The entries of the journal, the newest first: their ids. */
  readonly journal: readonly string[];
  readonly visits: readonly {
    readonly id: string;
    readonly permanence: string;
    readonly appointment: string | null;
    readonly state: string;
    readonly desk: number | null;
  }[];
};

/** The tables whose rows are of an organisation or of a half-day, and by which column. */
async function tablesOf(db: typeof database): Promise<readonly { readonly name: string; readonly by: string }[]> {
  const rows = await db.$queryRaw<{ readonly name: string; readonly columns: readonly string[] }[]>`
    SELECT c.relname::text AS name, array_agg(a.attname::text) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname IN ('organisation_id', 'permanence_id') AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    GROUP BY c.relname ORDER BY c.relname`;
  return rows.map(({ name, columns }) => ({
    name,
    by: columns.includes("organisation_id") ? "organisation_id" : "permanence_id",
  }));
}

/**
 * Columns that are written after an act of the line, and not by it: what was announced with a number, and when a tablet
 * was heard.
 */
const LATER: ReadonlySet<string> = new Set([
  "told_low",
  "told_high",
  "forecast_tenth",
  "forecast_middle",
  "forecast_ninetieth",
  "heard_at",
]);

/** Reads every row of these organisations in one plain statement. */
export async function rowsReader(db: typeof database) {
  const tables = await tablesOf(db);
  return async (organisations: readonly string[]): Promise<Rows> => {
    const ids = [...organisations];
    const selects = tables.map(
      ({ name, by }) => Prisma.sql`
        SELECT ${name} AS name, to_jsonb(t) AS row FROM ${Prisma.raw(name)} t WHERE ${
          by === "organisation_id"
            ? Prisma.sql`organisation_id = ANY (${ids}::uuid[])`
            : Prisma.sql`permanence_id IN (SELECT id FROM permanence WHERE organisation_id = ANY (${ids}::uuid[]))`
        }`,
    );
    const all = await db.$queryRaw<
      { readonly name: string; readonly row: JsonRow }[]
    >`${Prisma.join(selects, " UNION ALL ")}`;
    const of = (name: string): readonly JsonRow[] => all.flatMap((one) => (one.name === name ? [one.row] : []));
    return {
      text: all
        .map(
          ({ name, row }) =>
            `${name} ${JSON.stringify(row, (column, value: unknown) => (LATER.has(column) ? undefined : value))}`,
        )
        .sort()
        .join("\n"),
      halfDays: of("permanence")
        .map(halfDayOf)
        .sort((a, b) => a.span.start - b.span.start || (a.id < b.id ? -1 : 1)),
      appointments: of("appointment").map((row) => ({
        id: text(row["id"]),
        permanence: text(row["permanence_id"]),
        state: text(row["state"]),
        lane: row["lane"] as number | null,
        span: spanOf(row),
        heldUntil: row["held_until"] === null ? undefined : moment(row["held_until"]),
      })),
      seats: of("assignment")
        .map((row) => ({
          id: text(row["id"]),
          permanence: text(row["permanence_id"]),
          account: text(row["conseiller_id"]),
          desk: Number(row["desk"]),
          released: row["released"] === true,
          span: spanOf(row),
        }))
        .sort((a, b) => a.span.start - b.span.start || a.desk - b.desk),
      offers: of("appointment_offer")
        .map((row) => ({
          id: text(row["id"]),
          appointment: text(row["appointment_id"]),
          permanence: text(row["permanence_id"]),
          start: moment(row["starts_at"]),
          answer: row["answer"] as string | null,
          hold: row["hold_id"] as string | null,
        }))
        .sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1)),
      closures: of("closure")
        .map((row) => ({
          id: text(row["id"]),
          place: row["place_id"] as string | null,
          span: spanOf(row),
          lifted: row["lifted_at"] !== null,
        }))
        .sort((a, b) => a.span.start - b.span.start || (a.id < b.id ? -1 : 1)),
      series: of("series")
        .map((row) => ({
          id: text(row["id"]),
          place: text(row["place_id"]),
          until: text(row["until_date"]),
          weekday: Number(row["weekday"]),
        }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
      absences: of("absence")
        .map((row) => ({ id: text(row["id"]), account: text(row["conseiller_id"]), span: spanOf(row) }))
        .sort((a, b) => a.span.start - b.span.start),
      journal: of("journal_entry")
        .map((row) => Number(row["id"]))
        .sort((a, b) => b - a)
        .map(String),
      visits: of("visit").map((row) => ({
        id: text(row["id"]),
        permanence: text(row["permanence_id"]),
        appointment: row["appointment_id"] as string | null,
        state: text(row["state"]),
        desk: row["desk"] as number | null,
      })),
    };
  };
}

const text = (value: unknown): string => String(value);
const moment = (value: unknown): Instant => instant(Date.parse(text(value)));
const spanOf = (row: JsonRow): Interval => ({ start: moment(row["starts_at"]), end: moment(row["ends_at"]) });

type Window = { readonly from: number; readonly to: number; readonly mode: string };

function halfDayOf(row: JsonRow): HalfDayRow {
  const span = spanOf(row);
  const at = (minute: number): Instant => instant(span.start + minute * 60_000);
  return {
    id: text(row["id"]),
    organisation: text(row["organisation_id"]),
    place: text(row["place_id"]),
    series: row["series_id"] as string | null,
    status: text(row["status"]),
    localDate: text(row["local_date"]),
    span,
    desks: Number(row["desks"]),
    lanes: Number(row["bookable_lanes"]),
    closure: row["closure_id"] as string | null,
    bookable: ((row["windows"] ?? []) as readonly Window[]).flatMap(({ from, to, mode }) =>
      mode === "walk-in" ? [] : [{ start: at(from), end: at(to) }],
    ),
  };
}
