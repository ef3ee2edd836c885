import { accept } from "#lib/result.ts";
import { MINUTE, instant, type Instant } from "#lib/time/instant.ts";
import { encloses, outside, overlaps, type Interval } from "#lib/time/interval.ts";

/** A person at a desk of a half-day, or at a part of it. */
export type Seat = { readonly account: string; readonly desk: number; readonly span: Interval };

/** A half-day as far as its people are planned. `status`: as in its row; `seats`: who is planned already. */
export type HalfDayWithSeats = {
  readonly id: string;
  readonly place: string;
  readonly span: Interval;
  readonly desks: number;
  readonly status: string;
  readonly seats: readonly Seat[];
};

/**
 * A half-day for which somebody is planned. `place`: its name; absent when it is another organisation's, which is not
 * said.
 */
export type Busy = {
  readonly permanence: string;
  readonly place?: string;
  readonly span: Interval;
  readonly timeZone: string;
};

/**
 * Somebody who might stand at a half-day. `holds`: where and when they have a role for it, `learns` when it is that of
 * a service civique; `busy`: what they are planned for; `absences`: when they are away.
 */
export type Candidate = {
  readonly account: string;
  readonly holds: readonly {
    readonly places: "all" | readonly string[];
    readonly from?: Instant;
    readonly until?: Instant;
    readonly learns?: boolean;
  }[];
  readonly busy: readonly Busy[];
  readonly absences: readonly Interval[];
};

/** What is wanted: a desk, else the next free one; a part of the half-day, else all that is left of it. */
export type SeatWanted = { readonly desk?: number; readonly span?: Interval };

export type SeatRefusal =
  | "half-day-over"
  | "half-day-cancelled"
  | "outside-half-day"
  | "no-role-there"
  | "absent"
  | "planned-here"
  | "planned-elsewhere"
  | "desk-taken"
  | "no-desk-left";

/** A refusal of a seat. `elsewhere`: for what they are planned at that time, of `planned-elsewhere`. */
export type SeatRefused = { readonly ok: false; readonly refusal: SeatRefusal; readonly elsewhere?: Busy };

/**
 * Whether somebody can be planned at a half-day, and then at which desk and during what
 * (docs/planning.md#who-can-be-planned). Once the half-day has begun, what is left of it is meant where no hours are
 * said. In the order of the codes of `SeatRefusal`, the first is told.
 */
export function decideAssignment(
  person: Candidate,
  halfDay: HalfDayWithSeats,
  wanted: SeatWanted,
  now: Instant,
): { readonly ok: true; readonly value: Seat } | SeatRefused {
  const left = whatIsLeft(halfDay.span, now);
  if (halfDay.status === "cancelled") return no("half-day-cancelled");
  if (halfDay.status === "closed" || !left) return no("half-day-over");
  const span = wanted.span ?? left;
  if (span.start >= span.end || !encloses(halfDay.span, span)) return no("outside-half-day");
  if (span.end <= now) return no("half-day-over");
  if (!holdsRole(person, halfDay.place, span)) return no("no-role-there");
  if (person.absences.some((absence) => overlaps(absence, span))) return no("absent");
  const busy = person.busy.find((one) => overlaps(one.span, span));
  if (busy)
    return busy.permanence === halfDay.id ? no("planned-here") : { ...no("planned-elsewhere"), elsewhere: busy };
  const isFree = (desk: number): boolean =>
    !halfDay.seats.some((seat) => seat.desk === desk && overlaps(seat.span, span));
  if (wanted.desk !== undefined) {
    if (wanted.desk < 1 || wanted.desk > halfDay.desks) return no("no-desk-left");
    return isFree(wanted.desk) ? accept({ account: person.account, desk: wanted.desk, span }) : no("desk-taken");
  }
  for (let desk = 1; desk <= halfDay.desks; desk += 1)
    if (isFree(desk)) return accept({ account: person.account, desk, span });
  return no("no-desk-left");
}

const no = (refusal: SeatRefusal): SeatRefused => ({ ok: false, refusal });

/** From now on, by the minute, or all of it before it has begun; undefined once it is over. */
export function whatIsLeft({ start, end }: Interval, now: Instant): Interval | undefined {
  const from = now <= start ? start : instant(Math.floor(now / MINUTE) * MINUTE);
  return from < end ? { start: from, end } : undefined;
}

/** Whether they are a service civique during all of the span: of their roles, those that hold in it are no other. */
export function learnsDuring({ holds }: Pick<Candidate, "holds">, span: Interval): boolean {
  const then = holds.filter(
    ({ from, until }) => (from === undefined || from < span.end) && (until === undefined || span.start < until),
  );
  return then.length > 0 && then.every(({ learns }) => learns === true);
}

/** When in that span they have no role at that place with which they can be planned. */
export const hoursWithoutRole = (
  { holds }: Pick<Candidate, "holds">,
  place: string,
  span: Interval,
): readonly Interval[] =>
  outside(
    span,
    holds.flatMap(({ places, from = span.start, until = span.end }) =>
      isAt(places, place) ? [{ start: from, end: until }] : [],
    ),
  );

const isAt = (places: Candidate["holds"][number]["places"], place: string): boolean =>
  places === "all" || places.includes(place);

/** Whether one of their roles holds at that place during all of the span. */
const holdsRole = ({ holds }: Candidate, place: string, span: Interval): boolean =>
  holds.some(
    ({ places, from, until }) =>
      isAt(places, place) && (from === undefined || from <= span.start) && (until === undefined || span.end <= until),
  );
