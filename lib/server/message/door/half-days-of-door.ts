import { Prisma } from "#prisma/generated/client.ts";
import type { DoorHalfDay } from "#lib/message/door-changes.ts";
import type { PlaceToName } from "#lib/message/facts.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Queryable } from "#lib/server/db.ts";

/** SQL: half-day `p` is held at the place of its door `c`. */
export const IS_HELD_THERE = Prisma.sql`is_held_half_day(p.status, p.closure_id) AND p.place_id = c.place_id`;

/**
 * Half-days that are not over as their door says, of which something was noted for these contacts on site, as each
 * knows them and as they are now; one statement.
 */
export async function halfDaysOfDoor(
  tx: Queryable,
  contacts: readonly string[],
  now: Instant,
): Promise<ReadonlyMap<string, readonly DoorHalfDay[]>> {
  if (contacts.length === 0) return new Map();
  const rows = await tx.$queryRaw<readonly HalfDayRow[]>`
    SELECT t.contact_id::text AS contact, p.id::text AS permanence, p.organisation_id::text AS organisation,
      c.starts_at AS "plannedStart", c.ends_at AS "plannedEnd", t.known_start AS "knownStart", t.known_end AS "knownEnd",
      CASE WHEN ${IS_HELD_THERE} THEN p.starts_at END AS "start", CASE WHEN ${IS_HELD_THERE} THEN p.ends_at END AS "end",
      json_build_object('name', l.name, 'shortName', l.short_name, 'address', l.address, 'city', l.city, 'zone', p.time_zone) AS place
    FROM door_told t JOIN door_change c ON c.permanence_id = t.permanence_id JOIN permanence p ON p.id = t.permanence_id JOIN place l ON l.id = c.place_id
    WHERE t.contact_id = ANY (${[...contacts]}::uuid[]) AND c.ends_at > ${toDate(now)}
    ORDER BY t.contact_id, c.starts_at, p.id`;
  const halfDays = new Map<string, DoorHalfDay[]>();
  for (const { contact, permanence, organisation, place, ...row } of rows) {
    const known = spanOf(row.knownStart, row.knownEnd);
    const isNow = spanOf(row.start, row.end);
    const planned = { start: instant(row.plannedStart.getTime()), end: instant(row.plannedEnd.getTime()) };
    const one = { permanence, organisation, place, planned, ...(known && { known }), ...(isNow && { isNow }) };
    halfDays.set(contact, [...(halfDays.get(contact) ?? []), one]);
  }
  return halfDays;
}

type HalfDayRow = {
  readonly contact: string;
  readonly permanence: string;
  readonly organisation: string;
  readonly plannedStart: Date;
  readonly plannedEnd: Date;
  readonly knownStart: Date | null;
  readonly knownEnd: Date | null;
  readonly start: Date | null;
  readonly end: Date | null;
  readonly place: PlaceToName;
};

const spanOf = (start: Date | null, end: Date | null): Interval | undefined =>
  start && end ? { start: instant(start.getTime()), end: instant(end.getTime()) } : undefined;
