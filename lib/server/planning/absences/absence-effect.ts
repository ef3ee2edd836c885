import { reaches, type Reach } from "#lib/access/where-may.ts";
import { afterAbsence, missedHours, type AbsenceEffect, type TouchedHalfDay } from "#lib/schedule/absence.ts";
import { whatIsLeft } from "#lib/schedule/assignment.ts";
import { seatedPeople } from "#lib/schedule/staffing.ts";
import { whoCouldStepIn } from "#lib/schedule/who-is-free.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { instantAt, localDateOf, plusDays, weekdayOf } from "#lib/time/zone.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { contentHash } from "#lib/server/content-hash.ts";
import { readPeopleToPlan, stopsOf, type PersonToPlan } from "#lib/server/planning/assignments/read-free-people.ts";
import { readStaffed, type StaffedHalfDay } from "#lib/server/planning/assignments/staff-half-day.ts";

/** Most colleagues who are named for one half-day. */
const MOST_TO_STEP_IN = 3;
/** Most half-days that are looked at: those of a year, two a weekday. */
const MOST = 600;

/** Half-days that are gone or over miss nobody. */
const TO_COME = ["scheduled", "open"];

/**
 * What is known before an absence is decided: whose it is, and at which places of their organisation the reader is told
 * what it touches.
 */
type AbsenceFacts = {
  readonly reach: Reach;
  readonly account: string;
  readonly timeZone: string;
  readonly during: Interval;
  readonly now: Instant;
};

/**
 * What an absence of somebody touches: the half-days of the organisation at which they are planned in these spans, what
 * is short there, who is booked and who could step in; those at places of which the reader is not told are counted. A
 * constant number of statements.
 */
export async function absenceEffect(
  tx: Tx,
  { reach, account, timeZone, during, now }: AbsenceFacts,
  spans: readonly Interval[],
): Promise<Omit<AbsenceEffect, "ids">> {
  const { organisation } = reach;
  const theirs = await tx.assignment.findMany({
    where: {
      conseillerId: account,
      released: false,
      startsAt: { lt: toDate(during.end) },
      endsAt: { gt: toDate(during.start) },
      permanence: { status: { in: TO_COME } },
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: MOST,
    select: { permanenceId: true, permanence: { select: { organisationId: true } }, startsAt: true, endsAt: true },
  });
  const own = theirs.filter(({ permanence }) => permanence.organisationId === organisation);
  const halfDays = await readStaffed(
    tx,
    own.map(({ permanenceId }) => permanenceId),
  );
  const people = await readPeopleToPlan(tx, organisation, weeksAround(during, timeZone));
  const all = halfDays.flatMap((halfDay) => touchesOf(halfDay, { account, people, spans, now }));
  const touched = all.filter(({ place }) => reaches(reach, place.id));
  const booked = await readBooked(tx, account, touched);
  const counted = touched.map((one) => ({ ...one, ...booked(one) }));
  const name = people.find((one) => one.account === account)?.name;
  const elsewhere = new Set(
    theirs
      .filter(({ permanence }) => permanence.organisationId !== organisation)
      .filter(({ startsAt, endsAt }) =>
        spans.some(({ start, end }) => startsAt < toDate(end) && endsAt > toDate(start)),
      )
      .map(({ permanenceId }) => permanenceId),
  ).size;
  const effect = {
    account,
    ...(name !== undefined && { name }),
    timeZone,
    spans,
    halfDays: counted,
    elsewhere,
    otherPlaces: new Set(all.filter((one) => !touched.includes(one)).map(({ permanence }) => permanence)).size,
  };
  // Who could step in changes with every act of planning; that an absence is noted does not wait for it.
  const said = counted.map(({ couldStepIn: _, more: _more, ...one }) => one);
  return { ...effect, version: contentHash({ ...effect, halfDays: said }) };
}

/** From the Monday before a span to the Sunday after it, so that the hours of its weeks are whole. */
function weeksAround({ start, end }: Interval, timeZone: string): Interval {
  const first = localDateOf(start, timeZone);
  const last = localDateOf(end, timeZone);
  return {
    start: instantAt(plusDays(first, 1 - weekdayOf(first)), 0, timeZone),
    end: instantAt(plusDays(last, 8 - weekdayOf(last)), 0, timeZone),
  };
}

type HalfDayTouched = Omit<TouchedHalfDay, "booked" | "wanted">;

type AbsenceContext = {
  readonly account: string;
  readonly people: readonly PersonToPlan[];
  readonly spans: readonly Interval[];
  readonly now: Instant;
};

/** The hours at one half-day that the absence takes, each with what is then short. */
function touchesOf(
  halfDay: StaffedHalfDay,
  { account, people, spans, now }: AbsenceContext,
): readonly HalfDayTouched[] {
  const known = new Map(people.map((one) => [one.account, one]));
  const others = people.filter((one) => one.account !== account);
  const seated = seatedPeople(halfDay.seats, known, halfDay.place, now);
  const without = { ...halfDay, seats: halfDay.seats.filter((seat) => seat.account !== account) };
  return halfDay.seats
    .filter((seat) => seat.account === account)
    .flatMap((seat) => missedHours(seat.span, spans).map((hours) => ({ desk: seat.desk, hours })))
    .flatMap(({ desk, hours: all }) => {
      const hours = whatIsLeft(all, now);
      if (!hours) return [];
      const could = whoCouldStepIn(without, others, { stops: stopsOf(others, [halfDay]), span: hours, now });
      const couldStepIn = could.slice(0, MOST_TO_STEP_IN).map((one) => {
        const name = known.get(one.account)?.name;
        return { ...one, ...(name !== undefined && { name }) };
      });
      return [
        {
          permanence: halfDay.id,
          place: { id: halfDay.place, name: halfDay.placeName },
          localDate: halfDay.localDate,
          timeZone: halfDay.timeZone,
          span: halfDay.span,
          hours,
          desk,
          ...afterAbsence(hours, account, seated),
          couldStepIn,
          more: Math.max(0, could.length - MOST_TO_STEP_IN),
        },
      ];
    });
}

type AppointmentCounts = { readonly booked: number; readonly wanted: number };

/** How many are booked during the hours that are missed, and how many of them want this person. */
async function readBooked(
  tx: Tx,
  account: string,
  touched: readonly HalfDayTouched[],
): Promise<(one: HalfDayTouched) => AppointmentCounts> {
  const rows = await tx.appointment.findMany({
    where: { permanenceId: { in: touched.map(({ permanence }) => permanence) }, state: "booked" },
    select: { permanenceId: true, startsAt: true, endsAt: true, wantedConseillerId: true },
  });
  return ({ permanence, hours }) => {
    const then = rows.filter(
      (row) => row.permanenceId === permanence && row.startsAt < toDate(hours.end) && row.endsAt > toDate(hours.start),
    );
    return { booked: then.length, wanted: then.filter((row) => row.wantedConseillerId === account).length };
  };
}
