import { hoursInARow, MOST_IN_A_ROW } from "#lib/booking/hours-in-a-row.ts";
import { instant, plusMinutes, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { readSlots } from "#lib/server/booking/read-slots.ts";
import type { Referrer } from "./referrer.ts";

/**
 * An appointment as the structure that booked it may know it: the hour, and whether it is cancelled. Never who it is
 * for, whether they came, or what became of it.
 */
export type ReferredAppointment = {
  readonly party: string;
  readonly start: Instant;
  readonly timeZone: string;
  readonly place: string;
  readonly cancelled: boolean;
};

/** Minutes: what was booked is listed for thirty days after its hour, as long as contacts are kept. */
const LISTED = 30 * 24 * 60;
const MOST = 200;

/** The appointments that a structure booked, the next one first, then those of the last thirty days. */
export async function readReferred({ id }: Referrer): Promise<readonly ReferredAppointment[]> {
  const now = clock.now();
  const rows = await db.appointment.findMany({
    where: { referrerId: id, startsAt: { gt: toDate(plusMinutes(now, -LISTED)) } },
    select: {
      partyId: true,
      startsAt: true,
      state: true,
      permanence: { select: { timeZone: true } },
      place: { select: { name: true } },
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: MOST,
  });
  const all = rows.map(({ partyId, startsAt, state, permanence, place }) => ({
    party: partyId ?? "",
    start: instant(startsAt.getTime()),
    timeZone: permanence.timeZone,
    place: place.name,
    cancelled: state !== "booked",
  }));
  return [...all.filter(({ start }) => start >= now), ...all.filter(({ start }) => start < now).reverse()];
}

/**
 * One appointment of a sheet to hand out. `code`: of one of which the structure is told; whoever has a contact of their
 * own is told theirs.
 */
export type OnSheet = {
  readonly start: Instant;
  readonly timeZone: string;
  readonly place: {
    readonly name: string;
    readonly address: string;
    readonly postalCode: string;
    readonly city: string;
  };
  readonly cancelled: boolean;
  readonly code?: string;
};

/** What was booked in one go, to print it; empty for what is not theirs. */
export async function readSheet({ id }: Referrer, party: string): Promise<readonly OnSheet[]> {
  const rows = await db.appointment.findMany({
    where: { referrerId: id, partyId: party },
    select: {
      startsAt: true,
      state: true,
      code: true,
      byHelper: true,
      permanence: { select: { timeZone: true } },
      place: { select: { name: true, address: true, postalCode: true, city: true } },
    },
    orderBy: [{ startsAt: "asc" }, { partyRank: "asc" }],
  });
  return rows.map(({ startsAt, state, code, byHelper, permanence, place }) => ({
    start: instant(startsAt.getTime()),
    timeZone: permanence.timeZone,
    place,
    cancelled: state !== "booked",
    ...(byHelper && state === "booked" && code !== null && { code }),
  }));
}

/**
 * A half-day with hours free in a row, and their starts, six at most. `tooManyWait`: its hours are withheld from
 * residents.
 */
export type HoursOfHalfDay = {
  readonly permanence: string;
  readonly span: Interval;
  readonly timeZone: string;
  readonly starts: readonly Instant[];
  readonly tooManyWait: boolean;
};

/** Days that are looked ahead, and half-days that are looked at. */
const AHEAD = 28 * 24 * 60;
const LOOKED_AT = 8;

/**
 * The next half-days of its organisation at a place in which hours are free about a topic, with those free in a row.
 */
export async function hoursToRefer(
  { organisation }: Referrer,
  { place, topic }: { readonly place: string; readonly topic: string },
): Promise<readonly HoursOfHalfDay[]> {
  const now = clock.now();
  const rows = await db.permanence.findMany({
    where: {
      organisationId: organisation,
      place: { slug: place },
      bookableLanes: { gt: 0 },
      status: { in: ["scheduled", "open"] },
      endsAt: { gt: toDate(now) },
      startsAt: { lt: toDate(plusMinutes(now, AHEAD)) },
    },
    select: { id: true, startsAt: true, endsAt: true, timeZone: true },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: LOOKED_AT,
  });
  const found = await Promise.all(
    rows.map(async ({ id, startsAt, endsAt, timeZone }) => {
      const open = await readSlots(id, [topic], "referrer");
      const starts = open.ok ? hoursInARow(open.value.slots, MOST_IN_A_ROW) : [];
      const span = { start: instant(startsAt.getTime()), end: instant(endsAt.getTime()) };
      return { permanence: id, span, timeZone, starts, tooManyWait: open.ok && open.value.left === "withheld" };
    }),
  );
  return found.filter(({ starts }) => starts.length > 0);
}
