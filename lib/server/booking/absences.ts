import { Prisma } from "#prisma/generated/client.ts";
import { instant } from "../../time/instant.ts";
import type { Interval } from "../../time/interval.ts";

/** Absences as JSON of the database: milliseconds since 1970. */
export type Spans = readonly (readonly [start: number, end: number])[];

/**
 * SQL, a value: the absences of a conseiller that meet a half-day, whichever organisation entered them, for `spansOf`. Nobody
 * is two people: who is away is away for every organisation. `conseiller`: SQL of their id; NULL has none.
 */
export const absencesOf = (conseiller: Prisma.Sql, permanence: string): Prisma.Sql => Prisma.sql`(
  SELECT json_agg(json_build_array(extract(epoch FROM absence.starts_at) * 1000, extract(epoch FROM absence.ends_at) * 1000))
  FROM absence JOIN permanence AS during ON absence.starts_at < during.ends_at AND absence.ends_at > during.starts_at
  WHERE absence.conseiller_id = ${conseiller} AND during.id = ${permanence}::uuid)`;

/** Those spans; none for NULL. */
export const spansOf = (spans: Spans | null | undefined): readonly Interval[] =>
  (spans ?? []).map(([start, end]) => ({ start: instant(start), end: instant(end) }));
