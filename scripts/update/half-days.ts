import type pg from "pg";
import { toDate } from "#lib/server/clock.ts";
import type { Instant } from "#lib/time/instant.ts";

/** A half-day as a technician is told it: its times are those of its place, `2026-12-01 09:00` and `12:00`. */
export type HalfDay = { readonly place: string; readonly starts: string; readonly ends: string };

/** The half-days that an update at this moment would fall into, and the first one after them. */
export type HalfDays = {
  readonly open: readonly HalfDay[];
  readonly soon: readonly HalfDay[];
  readonly next: HalfDay | undefined;
};

/** How the half-days are read: before the migrations, so with columns that every version has. */
const TOLD = `place.name AS place, to_char(starts_at AT TIME ZONE p.time_zone, 'YYYY-MM-DD HH24:MI') AS starts,
  to_char(ends_at AT TIME ZONE p.time_zone, 'HH24:MI') AS ends FROM permanence p JOIN place ON place.id = p.place_id`;

/**
 * The half-days that are open, or ought to be, at `now`; that begin within the hour; and the next one. One that was
 * opened and never closed counts until twelve hours after its end.
 */
export async function halfDaysAround(client: pg.ClientBase, now: Instant): Promise<HalfDays> {
  const at = [toDate(now).toISOString()];
  const open = await client.query<HalfDay>(
    `SELECT ${TOLD} WHERE p.status = 'open' AND ends_at > $1::timestamptz - interval '12 hours'
       OR p.status = 'scheduled' AND starts_at <= $1 AND ends_at > $1 ORDER BY starts_at, p.id`,
    at,
  );
  const soon = await client.query<HalfDay>(
    `SELECT ${TOLD} WHERE p.status = 'scheduled' AND starts_at > $1 AND starts_at <= $1::timestamptz + interval '1 hour' ORDER BY starts_at, p.id`,
    at,
  );
  const next = await client.query<HalfDay>(
    `SELECT ${TOLD} WHERE p.status = 'scheduled' AND starts_at > $1 ORDER BY starts_at, p.id LIMIT 1`,
    at,
  );
  return { open: open.rows, soon: soon.rows, next: next.rows[0] };
}

/** In words: `2026-12-01 09:00–12:00, Médiathèque`. */
export const inWords = ({ place, starts, ends }: HalfDay): string => `${starts}–${ends}, ${place}`;
