import { kilometresBetween, type Point } from "#lib/place/distance.ts";
import { minutesBetween } from "#lib/time/instant.ts";
import { outside, type Interval } from "#lib/time/interval.ts";
import { instantAt, localDateOf, plusDays, weekdayOf } from "#lib/time/zone.ts";
import type { Instant } from "#lib/time/instant.ts";
import {
  learnsDuring,
  decideAssignment,
  type Busy,
  type Candidate,
  type HalfDayWithSeats,
  type Seat,
  type SeatWanted,
} from "./assignment.ts";
import type { SeatRefused } from "./assignment.ts";
import { seatedPeople, staffingOf } from "./staffing.ts";

/** Hours at which somebody usually works: weekday (1 is Monday) and minutes of the day on the clock of the half-day. */
type WorkingHours = { readonly weekday: number; readonly startMinute: number; readonly endMinute: number };

/** Where a half-day is held: the id of its place, and where that is. */
export type Stop = Point & { readonly place: string };

/**
 * Somebody of an organisation who might be planned. `worksAt`: their usual
 * hours, none when nobody has said them. `topicKeys`: the topics that they know, none for every topic. `busy` holds at
 * least the week of the half-day.
 */
export type PersonToPlan = Candidate & {
  readonly languages: readonly string[];
  readonly worksAt: readonly WorkingHours[];
  readonly topicKeys: readonly string[];
};

/**
 * A half-day that needs somebody. `languages` and `topicKeys`: what it is held in and about, none when it names none.
 */
export type HalfDayToFill = HalfDayWithSeats & {
  readonly localDate: string;
  readonly timeZone: string;
  readonly languages: readonly string[];
  readonly topicKeys: readonly string[];
};

/**
 * What speaks against somebody who can be planned, in the order in which it counts. `travel-too-short`: to or from
 * another half-day of that day, with the minutes that they have and need; `needed` is not said of another
 * organisation's half-day, whose place is not told. `alone`: a service civique without anybody beside them at some
 * hour. `languages`, `topicKeys`: those of the half-day that they do not have; `topicKeys` is empty where the half-day
 * takes every topic.
 */
export type Objection =
  | {
      readonly code: "travel-too-short";
      readonly busy: Busy;
      readonly has: number;
      readonly needed?: number;
    }
  | { readonly code: "alone" }
  | { readonly code: "outside-hours" }
  | { readonly code: "language-missing"; readonly languages: readonly string[] }
  | { readonly code: "topic-missing"; readonly topicKeys: readonly string[] };

const OBJECTIONS = [
  "travel-too-short",
  "alone",
  "outside-hours",
  "language-missing",
  "topic-missing",
] as const satisfies readonly Objection["code"][];

/**
 * Somebody for a half-day. `minutes`: for how long they are planned by this organisation in the week of the half-day,
 * so far. `seat`: where they can be planned; `not`: why they cannot. `speaks`: the languages of the half-day that they
 * speak. `but`: what speaks against it all the same.
 */
export type FreePerson = {
  readonly account: string;
  readonly minutes: number;
  readonly seat?: Seat;
  readonly not?: Omit<SeatRefused, "ok">;
  readonly speaks: readonly string[];
  readonly but: readonly Objection[];
};

/**
 * How long a way between two places takes. Our own assumption for a town, on foot, by bicycle or by public transport:
 * the way is 1.3 times the straight line, at 15 km an hour, and 10 minutes go by before and after it. Nobody has
 * measured it; it only warns.
 */
const TRAVEL = { roadOfStraight: 1.3, kilometresAnHour: 15, besides: 10 } as const;

/** Whole minutes for the way from one place to another; 0 at the same place. */
export function travelMinutes(from: Stop, to: Stop): number {
  if (from.place === to.place) return 0;
  const hours = (kilometresBetween(from, to) * TRAVEL.roadOfStraight) / TRAVEL.kilometresAnHour;
  return Math.ceil(hours * 60) + TRAVEL.besides;
}

/**
 * Who of an organisation could be planned at a half-day (docs/planning.md#who-is-free), and of the others why not.
 * First whoever can: who has fewer of the objections that count more, then fewer hours in that week; equals stay in the
 * order given. `stops`: where the half-days are held for which people are planned, by their ids. `wanted`: as for
 * `decideAssignment`.
 */
export function whoIsFree(
  halfDay: HalfDayToFill,
  people: readonly PersonToPlan[],
  {
    stops,
    wanted = {},
    now,
  }: { readonly stops: ReadonlyMap<string, Stop>; readonly wanted?: SeatWanted; readonly now: Instant },
): readonly FreePerson[] {
  return people.map((person) => freePerson(person, halfDay, people, { stops, wanted, now })).toSorted(byObjections);
}

/** The same of one person. `people`: of whom those who are planned at the half-day are known. */
export function freePerson(
  person: PersonToPlan,
  halfDay: HalfDayToFill,
  people: readonly PersonToPlan[],
  {
    stops,
    wanted,
    now,
  }: { readonly stops: ReadonlyMap<string, Stop>; readonly wanted: SeatWanted; readonly now: Instant },
): FreePerson {
  const facts = {
    account: person.account,
    minutes: minutesOfWeek(person, halfDay.localDate),
    speaks: halfDay.languages.filter((one) => person.languages.includes(one)),
  };
  const seat = decideAssignment(person, halfDay, wanted, now);
  if (!seat.ok) {
    const { refusal, elsewhere } = seat;
    return { ...facts, not: { refusal, ...(elsewhere && { elsewhere }) }, but: [] };
  }
  return { ...facts, seat: seat.value, but: objectionsTo(person, halfDay, seat.value, people, { stops, now }) };
}

/**
 * Who could take a desk of somebody who is away during `span`: those of `whoIsFree` who can be planned. `halfDay`: with
 * the seats of those who are there, so that the desk of who is away is free.
 */
export const whoCouldStepIn = (
  halfDay: HalfDayToFill,
  people: readonly PersonToPlan[],
  { stops, span, now }: { readonly stops: ReadonlyMap<string, Stop>; readonly span: Interval; readonly now: Instant },
): readonly FreePerson[] =>
  whoIsFree(halfDay, people, { stops, wanted: { span }, now }).filter(({ seat }) => seat !== undefined);

function objectionsTo(
  person: PersonToPlan,
  halfDay: HalfDayToFill,
  seat: Seat,
  people: readonly PersonToPlan[],
  { stops, now }: { readonly stops: ReadonlyMap<string, Stop>; readonly now: Instant },
): readonly Objection[] {
  const languages = halfDay.languages.filter((one) => !person.languages.includes(one));
  const topicKeys = halfDay.topicKeys.filter((one) => !person.topicKeys.includes(one));
  const knowsAll = person.topicKeys.length === 0 || (halfDay.topicKeys.length > 0 && topicKeys.length === 0);
  return [
    ...shortWays(person, halfDay, seat.span, stops),
    ...(isAlone(person, halfDay, seat, people, now) ? [{ code: "alone" as const }] : []),
    ...(isWithinHours(person, halfDay, seat.span) ? [] : [{ code: "outside-hours" as const }]),
    ...(languages.length > 0 ? [{ code: "language-missing" as const, languages }] : []),
    ...(knowsAll ? [] : [{ code: "topic-missing" as const, topicKeys }]),
  ];
}

/** The half-days just before and after on that day to or from which there is too little time. */
function shortWays(
  { busy }: PersonToPlan,
  { id, localDate }: HalfDayToFill,
  span: Interval,
  stops: ReadonlyMap<string, Stop>,
): readonly Objection[] {
  const here = stops.get(id);
  const thatDay = busy.filter(
    (one) => one.permanence !== id && localDateOf(one.span.start, one.timeZone) === localDate,
  );
  const before = thatDay.filter((one) => one.span.end <= span.start).sort((a, b) => b.span.end - a.span.end)[0];
  const after = thatDay.filter((one) => one.span.start >= span.end).sort((a, b) => a.span.start - b.span.start)[0];
  return [before, after].flatMap((one): Objection[] => {
    const there = one && stops.get(one.permanence);
    if (!one || !here || !there) return [];
    const needed = travelMinutes(there, here);
    const has = one === before ? minutesBetween(one.span.end, span.start) : minutesBetween(span.end, one.span.start);
    if (has >= needed) return [];
    return [{ code: "travel-too-short", busy: one, has, ...(one.place !== undefined && { needed }) }];
  });
}

/** Whether they would be without anybody but services civiques beside them at some hour. */
function isAlone(
  person: PersonToPlan,
  { desks, seats, place }: HalfDayToFill,
  seat: Seat,
  people: readonly PersonToPlan[],
  now: Instant,
): boolean {
  if (!learnsDuring(person, seat.span)) return false;
  const seated = seatedPeople([...seats, seat], new Map(people.map((one) => [one.account, one])), place, now);
  return staffingOf(seat.span, desks, seated).alone !== undefined;
}

/** Whether all of the span lies in their usual hours; so it is when nobody has said these. */
function isWithinHours({ worksAt }: PersonToPlan, { localDate, timeZone }: HalfDayToFill, span: Interval): boolean {
  if (worksAt.length === 0) return true;
  const works = worksAt
    .filter(({ weekday }) => weekday === weekdayOf(localDate))
    .map(({ startMinute, endMinute }) => ({
      start: instantAt(localDate, startMinute, timeZone),
      end: instantAt(localDate, endMinute, timeZone),
    }));
  return outside(span, works).length === 0;
}

/** For how many minutes they are planned by the organisation from the Monday to the Sunday of that date. */
function minutesOfWeek({ busy }: PersonToPlan, localDate: string): number {
  const monday = plusDays(localDate, 1 - weekdayOf(localDate));
  const next = plusDays(monday, 7);
  return busy
    .filter(({ place, span, timeZone }) => {
      const day = localDateOf(span.start, timeZone);
      return place !== undefined && monday <= day && day < next;
    })
    .reduce((sum, { span }) => sum + minutesBetween(span.start, span.end), 0);
}

function byObjections(a: FreePerson, b: FreePerson): number {
  if (!a.seat || !b.seat) return Number(a.seat === undefined) - Number(b.seat === undefined);
  for (const code of OBJECTIONS) {
    const [first, second] = [a, b].map(({ but }) => but.some((one) => one.code === code));
    if (first !== second) return Number(first) - Number(second);
  }
  return a.minutes - b.minutes;
}
