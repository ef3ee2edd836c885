import type { SeatRefusal } from "#lib/schedule/assignment.ts";
import { decideAssignment, type Busy } from "#lib/schedule/assignment.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { overlaps } from "#lib/time/interval.ts";
import { instantAt } from "#lib/time/zone.ts";
import type { LineProblem, NamedPerson } from "#lib/wire/planning/planning-file.ts";
import type { PersonToPlan } from "#lib/server/planning/assignments/read-free-people.ts";
import type { namesOfPeople } from "./name-match.ts";
import type { StandingDate, StandingSeat } from "./standing-planning.ts";

/**
 * A half-day as people are planned at it. `id`: absent for one that is not written yet. `key`: what it is known by
 * meanwhile.
 */
export type HalfDayOfFile = Omit<StandingDate, "id" | "seats"> & {
  readonly id?: string;
  readonly key: string;
  readonly seats: readonly (Omit<StandingSeat, "id"> & { readonly id?: string })[];
};

/** Somebody of a cell, found. `desk`, `span`: what is said of desk and hours. */
type PersonOfCell = {
  readonly account: string;
  readonly written: string;
  readonly desk?: number;
  readonly span?: Interval;
};

/** What is wrong with somebody of a cell. */
export type PersonProblem = LineProblem & { readonly person: string };

/** A person that is to be planned, and a seat that ends. */
export type SeatChange = {
  readonly add: readonly { readonly account: string; readonly desk?: number; readonly span?: Interval }[];
  readonly remove: readonly StandingSeat[];
  readonly problems: readonly PersonProblem[];
};

/**
 * Who is planned where while the lines of a file are worked out: each line sees what those before it did. `people`:
 * with all that they are planned for, and their absences.
 */
export function planSeatsLineByLine(
  people: readonly PersonToPlan[],
  names: ReturnType<typeof namesOfPeople>,
  now: Instant,
) {
  const known = new Map(people.map((one) => [one.account, { ...one, busy: [...one.busy] }]));
  const seatsAt = new Map<string, HalfDayOfFile["seats"]>();
  const seatsOf = (halfDay: HalfDayOfFile): HalfDayOfFile["seats"] => seatsAt.get(halfDay.key) ?? halfDay.seats;

  /** Plans somebody, or says why not. */
  function seat(
    halfDay: HalfDayOfFile,
    { account, desk, span }: Omit<PersonOfCell, "written">,
  ): SeatRefusal | undefined {
    const person = known.get(account) ?? { account, holds: [], busy: [], absences: [] };
    const seats = seatsOf(halfDay);
    const place = halfDay.place.id;
    const toStaff = {
      id: halfDay.key,
      place,
      span: halfDay.span,
      desks: halfDay.desks,
      status: halfDay.status,
      seats,
    };
    const taken = decideAssignment(
      person,
      toStaff,
      { ...(desk !== undefined && { desk }), ...(span && { span }) },
      now,
    );
    if (!taken.ok) return taken.refusal;
    seatsAt.set(halfDay.key, [...seats, taken.value]);
    const { timeZone } = halfDay.place;
    known.get(account)?.busy.push({ permanence: halfDay.key, span: taken.value.span, timeZone } satisfies Busy);
    return undefined;
  }

  function end(halfDay: HalfDayOfFile, ended: HalfDayOfFile["seats"][number]): void {
    seatsAt.set(
      halfDay.key,
      seatsOf(halfDay).filter((one) => one !== ended),
    );
    const person = known.get(ended.account);
    if (person)
      person.busy = person.busy.filter((one) => one.permanence !== halfDay.key || !overlaps(one.span, ended.span));
  }

  /** A half-day takes other hours, or is cancelled: whoever is planned there is busy then, and not before. */
  function move(halfDay: HalfDayOfFile, to: Interval | undefined): void {
    for (const { account } of halfDay.seats) {
      const person = known.get(account);
      if (person)
        person.busy = person.busy.flatMap((one) =>
          one.permanence !== halfDay.key ? [one] : to ? [{ ...one, span: to }] : [],
        );
    }
  }

  function find(
    written: readonly NamedPerson[],
    timeZone: string,
    localDate?: string,
  ): readonly (PersonOfCell | PersonProblem)[] {
    return written.map(({ who, desk, from, to }) => {
      const found = names.find(who);
      if (!found.one)
        return {
          path: "people",
          column: "people" as const,
          code: found.several.length === 0 ? "no-such-person" : "several-people",
          values: { written: who.slice(0, 60) },
          person: who.slice(0, 60),
        };
      const hours = from !== undefined && to !== undefined && localDate !== undefined ? { from, to } : undefined;
      return {
        account: found.one.id,
        written: who,
        ...(desk !== undefined && { desk }),
        ...(hours && {
          span: {
            start: instantAt(localDate!, hours.from, timeZone),
            end: instantAt(localDate!, hours.to, timeZone),
          },
        }),
      };
    });
  }

  /**
   * Makes the people of a half-day those of a cell. Whoever is there already stays, and whoever is not named is taken
   * off, at once; the answer plans the others, once every line has taken off whom it does.
   */
  function ofDate(halfDay: HalfDayOfFile, written: readonly NamedPerson[]): () => SeatChange {
    const found = find(written, halfDay.place.timeZone, halfDay.localDate);
    const unknown = found.filter(isProblem);
    if (unknown.length > 0) return () => ({ add: [], remove: [], problems: unknown });
    const kept = new Set<HalfDayOfFile["seats"][number]>();
    const missing = found.filter(isFound).filter((one) => {
      const there = seatsOf(halfDay).find((seated) => !kept.has(seated) && isThere(one, seated, halfDay.span));
      if (there) kept.add(there);
      return !there;
    });
    const gone = seatsOf(halfDay).filter((one) => !kept.has(one));
    for (const one of gone) end(halfDay, one);
    return () => ({
      add: missing.map(({ written: _, ...one }) => one),
      remove: gone.flatMap(({ id, ...one }) => (id === undefined ? [] : [{ ...one, id }])),
      problems: missing.flatMap((one) => {
        const refusal = seat(halfDay, one);
        return refusal === undefined
          ? []
          : [{ path: "people", column: "people" as const, code: refusal, person: one.written.slice(0, 60) }];
      }),
    });
  }

  /**
   * Plans the people of a series at each of its half-days to come, wherever they can be. `without`: on how many dates
   * somebody cannot.
   */
  function ofSeries(halfDays: readonly HalfDayOfFile[], written: readonly NamedPerson[]) {
    const accounts: string[] = [];
    let planned = 0;
    let without = 0;
    for (const { account } of find(written, "UTC").filter(isFound)) {
      const refusals = halfDays
        .filter(({ state }) => state !== "cancelled" && state !== "closed")
        .map((halfDay) => seat(halfDay, { account }));
      const added = refusals.filter((refusal) => refusal === undefined).length;
      planned += added;
      without += refusals.filter((refusal) => refusal !== undefined && refusal !== "planned-here").length;
      if (added > 0) accounts.push(account);
    }
    return { accounts, planned, without };
  }

  /** Whom of a cell nobody is, or several are. */
  const unknownOf = (written: readonly NamedPerson[]): readonly PersonProblem[] =>
    find(written, "UTC").filter(isProblem);

  return { ofDate, ofSeries, move, unknownOf };
}

const isProblem = (one: PersonOfCell | PersonProblem): one is PersonProblem => "code" in one;

const isFound = (one: PersonOfCell | PersonProblem): one is PersonOfCell => !isProblem(one);

/**
 * Whether somebody stands there as a cell says: at its desk where one is said, during its hours, or all the time where
 * none are.
 */
const isThere = ({ account, desk, span }: PersonOfCell, seat: Omit<StandingSeat, "id">, all: Interval): boolean =>
  seat.account === account &&
  (desk === undefined || desk === seat.desk) &&
  seat.span.start === (span ?? all).start &&
  seat.span.end === (span ?? all).end;
