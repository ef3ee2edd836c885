import { Prisma } from "#prisma/generated/client.ts";
import { type Instant, instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { holdsAt } from "#lib/server/auth/roles-of-accounts.ts";
import type { Queryable } from "#lib/server/db.ts";

/** The half-day at which a conseiller is wanted, with its place and organisation. */
type WantedAt = { readonly permanence: string; readonly place: string; readonly organisation: string };

/** Whether they are a conseiller of that organisation at that place now, and when they are away during the half-day. */
type WantedConseiller = { readonly known: boolean; readonly away: readonly Interval[] };

/** The same as columns of the database. */
export type WantedColumns = { readonly known: boolean; readonly away: Spans | null };

/** SQL: these columns, for `wantedOf`. `conseiller`: SQL of their id; NULL when nobody is wanted. */
export const wantedColumns = (
  conseiller: Prisma.Sql,
  { permanence, place, organisation }: WantedAt,
  now: Instant,
): Prisma.Sql => Prisma.sql`
  (${conseiller} IS NULL OR EXISTS (
    SELECT 1 FROM membership AS m WHERE m.user_id = ${conseiller} AND m.organisation_id = ${organisation}::uuid AND m.role = 'conseiller'
      AND ${holdsAt(place, now)})) AS known,
  ${absencesOf(conseiller, permanence)} AS away`;

/** SQL of who is wanted, of the place and organisation, and of the hour. */
type WantedHour = Readonly<Record<"conseiller" | "place" | "organisation" | "starts" | "ends", Prisma.Sql>>;

/**
 * SQL: whether that conseiller can be wanted at an hour: they are one of that organisation at that place, are not away
 * then, and nobody else wants them then (`appointment_conseiller_no_overlap`). `but`: SQL of the id of an appointment
 * that does not count.
 */
export const canBeWanted = (
  { conseiller, place, organisation, starts, ends }: WantedHour,
  now: Instant,
  but: Prisma.Sql = Prisma.sql`NULL::uuid`,
): Prisma.Sql => Prisma.sql`(
  EXISTS (
    SELECT 1 FROM membership AS m WHERE m.user_id = ${conseiller} AND m.organisation_id = ${organisation} AND m.role = 'conseiller'
      AND ${holdsAt(place, now)})
  AND NOT EXISTS (SELECT 1 FROM absence WHERE absence.conseiller_id = ${conseiller} AND absence.starts_at < ${ends} AND absence.ends_at > ${starts})
  AND NOT EXISTS (
    SELECT 1 FROM appointment AS taken WHERE taken.wanted_conseiller_id = ${conseiller} AND taken.state IN ('booked', 'held')
      AND taken.starts_at < ${ends} AND taken.ends_at > ${starts} AND taken.id IS DISTINCT FROM ${but}))`;

/** What these columns say; a conseiller is known and never away when nobody is wanted. */
export const wantedOf = (columns: WantedColumns | undefined): WantedConseiller => ({
  known: columns?.known ?? false,
  away: spansOf(columns?.away),
});

/** What decides about the conseiller whom an appointment wants, in one statement. Asks nothing when it wants none. */
export async function readWantedConseiller(
  tx: Queryable,
  conseiller: string | null,
  at: WantedAt,
  now: Instant,
): Promise<WantedConseiller> {
  if (conseiller === null) return { known: true, away: [] };
  const [row] = await tx.$queryRaw<WantedColumns[]>`SELECT ${wantedColumns(Prisma.sql`${conseiller}::uuid`, at, now)}`;
  return wantedOf(row);
}

/** Absences as JSON of the database: milliseconds since 1970. */
type Spans = readonly (readonly [start: number, end: number])[];

/**
 * SQL, a value: the absences of a conseiller that meet a half-day, whichever organisation entered them, for `spansOf`.
 * Nobody is two people: who is away is away for every organisation. `conseiller`: SQL of their id; NULL has none.
 */
const absencesOf = (conseiller: Prisma.Sql, permanence: string): Prisma.Sql => Prisma.sql`(
  SELECT json_agg(json_build_array(extract(epoch FROM absence.starts_at) * 1000, extract(epoch FROM absence.ends_at) * 1000))
  FROM absence JOIN permanence AS during ON absence.starts_at < during.ends_at AND absence.ends_at > during.starts_at
  WHERE absence.conseiller_id = ${conseiller} AND during.id = ${permanence}::uuid)`;

/** Those spans; none for NULL. */
const spansOf = (spans: Spans | null | undefined): readonly Interval[] =>
  (spans ?? []).map(([start, end]) => ({ start: instant(start), end: instant(end) }));
