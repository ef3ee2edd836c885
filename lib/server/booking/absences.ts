import { Prisma } from "#prisma/generated/client.ts";
import { instant } from "../../time/instant.ts";
import type { Interval } from "../../time/interval.ts";
import type { Queryable } from "../db.ts";

/** Absences as JSON of the database: milliseconds since 1970. */
type Spans = readonly (readonly [start: number, end: number])[];

/**
 * SQL, a value: the absences of a conseiller that meet a half-day, whichever organisation entered them, for `spansOf`. Nobody
 * is two people: who is away is away for every organisation.
 */
export const absencesOf = (conseiller: string | null | undefined, permanence: string): Prisma.Sql => Prisma.sql`(
  SELECT json_agg(json_build_array(extract(epoch FROM absence.starts_at) * 1000, extract(epoch FROM absence.ends_at) * 1000))
  FROM absence JOIN permanence AS during ON absence.starts_at < during.ends_at AND absence.ends_at > during.starts_at
  WHERE absence.conseiller_id = ${conseiller ?? null}::uuid AND during.id = ${permanence}::uuid)`;

/** Those spans; none for NULL. */
export const spansOf = (spans: Spans | null | undefined): readonly Interval[] =>
  (spans ?? []).map(([start, end]) => ({ start: instant(start), end: instant(end) }));

/** The absences of the conseiller whom an appointment wants, that meet a half-day. Asks nothing when it wants none. */
export async function readAbsences(
  tx: Queryable,
  conseiller: string | null,
  permanence: string,
): Promise<readonly Interval[]> {
  if (conseiller === null) return [];
  const [row] = await tx.$queryRaw<
    { readonly away: Spans | null }[]
  >`SELECT ${absencesOf(conseiller, permanence)} AS away`;
  return spansOf(row?.away);
}
