import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { reachIn, reaches } from "#lib/access/where-may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { seatedPeople, staffingOf, type Staffing } from "#lib/schedule/staffing.ts";
import { hourOfMinute } from "#lib/time/hour-of-minute.ts";
import { MINUTE, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { instantAt, minuteOfDay, plusDays } from "#lib/time/zone.ts";
import { writePlanningFile, type NamedPerson, type WrittenHalfDay } from "#lib/wire/planning/planning-file.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { readPeopleToPlan, type PersonToPlan } from "#lib/server/planning/assignments/read-free-people.ts";
import { runningAt } from "#lib/server/planning/series/plan-permanences.ts";
import { namesOfPeople, namesOfPlaces, type PersonOfFile } from "./name-match.ts";
import { planningWords } from "./planning-words.ts";
import {
  readPeopleOfFile,
  readPlacesOfFile,
  readStandingDates,
  readStandingSeries,
  type StandingDate,
  type StandingSeat,
} from "./standing-planning.ts";

/** Half-days of one file. */
const MOST_DATES = 20_000;

type StaffActor = Actor & { readonly kind: "staff" };

/**
 * The series of an organisation that go on or begin later, as a table, at the places where this person plans. Refused:
 * `not-allowed`.
 */
export async function exportSeries(actor: StaffActor, organisation: string): Promise<Result<string, "not-allowed">> {
  const reach = reachIn(actor, "plan-half-days", organisation);
  if (!reach) return refuse("not-allowed");
  const [series, all] = await Promise.all([
    readStandingSeries(organisation, reach.places, runningAt(clock.now())),
    readPlacesOfFile(organisation),
  ]);
  const { write } = namesOfPlaces(all);
  return accept(
    writePlanningFile(
      series.map((one) => ({ ...one, place: write(one.place) })),
      [],
      planningWords(),
    ),
  );
}

/** Which half-days: from the day `from` until before the day `to`, at one place or all. */
export type HalfDaysToExport = {
  readonly organisation: string;
  readonly from: string;
  readonly to: string;
  readonly place?: string;
};

/**
 * The half-days of an organisation on some days as a table, at the places of this person. Who is planned, and what is
 * short of it, is written of those that they plan; other readers get these cells empty. Refused: `not-allowed`,
 * `too-many-rows`.
 */
export async function exportHalfDays(
  actor: StaffActor,
  { organisation, from, to, place }: HalfDaysToExport,
): Promise<Result<string, "not-allowed" | "too-many-rows">> {
  const reach = reachIn(actor, "read-half-days", organisation);
  if (!reach) return refuse("not-allowed");
  const places = place === undefined ? reach.places : reaches(reach, place) ? [place] : [];
  const now = clock.now();
  const read = await readStandingDates(organisation, { from, to, places }, MOST_DATES, now);
  if (!read) return refuse("too-many-rows");
  const isPlanned = (at: string): boolean => may(actor, { act: "plan-half-days", place: at, organisation });
  const [all, members, people] = await Promise.all([
    readPlacesOfFile(organisation),
    readPeopleOfFile(organisation),
    readDuring(organisation, from, to),
  ]);
  const atPlace = namesOfPlaces([...all, ...read.dates.map((one) => one.place)]);
  const person = namesOfPeople([...members, ...read.people]);
  const halfDays = read.dates.map((date): WrittenHalfDay => {
    const { seats, span, closedDesks: _closed, status: _status, series: _series, ...written } = date;
    const isToCome = date.state !== "cancelled" && date.state !== "closed" && now < span.end;
    return {
      ...written,
      place: atPlace.write(date.place),
      ...(isPlanned(date.place.id) && {
        people: seats.map((seat) => personOf(seat, date, person.write)),
        ...(isToCome && { short: shortOf(date, people, now) }),
      }),
    };
  });
  return accept(writePlanningFile([], halfDays, planningWords()));
}

/** Who is of the organisation during these days, with their absences. */
async function readDuring(organisation: string, from: string, to: string): Promise<ReadonlyMap<string, PersonToPlan>> {
  // A day more on either side, since the places may lie in other zones.
  const during = { start: instantAt(plusDays(from, -1), 0, "UTC"), end: instantAt(plusDays(to, 1), 0, "UTC") };
  return new Map((await readPeopleToPlan(db, organisation, during)).map((one) => [one.account, one]));
}

/** How somebody is written who is planned at a half-day: the hours of a part alone. */
function personOf(
  { account, desk, span }: StandingSeat,
  { span: all, place }: Pick<StandingDate, "span" | "place">,
  nameOf: (id: PersonOfFile["id"]) => string,
): NamedPerson {
  const isWhole = span.start === all.start && span.end === all.end;
  return { who: nameOf(account), desk, ...(!isWhole && minutesOf(span, place.timeZone)) };
}

const minutesOf = ({ start, end }: Interval, timeZone: string) => {
  const from = minuteOfDay(start, timeZone);
  return { from, to: from + (end - start) / MINUTE };
};

/** « table 2 09:00-12:00, service civique seul 10:00-11:00 »; empty when nothing is. */
function shortOf(
  { span, desks, closedDesks, seats, place }: StandingDate,
  people: ReadonlyMap<string, PersonToPlan>,
  now: Instant,
): string {
  const staffing: Staffing = staffingOf(span, desks, seatedPeople(seats, people, place.id, now), closedDesks, now);
  const said = (during: Interval): string => {
    const { from, to } = minutesOf(during, place.timeZone);
    return `${hourOfMinute(from)}-${hourOfMinute(to)}`;
  };
  return [
    ...staffing.gaps.map((gap) => `table ${gap.desk} ${said(gap.span)}`),
    ...(staffing.alone ? [`service civique seul ${said(staffing.alone)}`] : []),
  ].join(", ");
}
