import { accountOf, type Actor } from "#lib/access/actor.ts";
import { whereMay } from "#lib/access/where-may.ts";
import { fewerDesks } from "#lib/booking/new-hours.ts";
import {
  suggestedRemedy,
  type DisruptedDay,
  type HalfDayToSettle,
  type PersonOfDay,
  type StepsIn,
} from "#lib/booking/to-settle.ts";
import { isOpenDuring, parseWeek } from "#lib/place/opening-hours.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { spanOfDays, type PartOfDay } from "#lib/schedule/absence.ts";
import { AHEAD, daysToMoveTo } from "#lib/schedule/days-to-move-to.ts";
import { whatIsLeft } from "#lib/schedule/assignment.ts";
import { openDesks } from "#lib/schedule/permanence.ts";
import { seatedPeople, staffingOf } from "#lib/schedule/staffing.ts";
import { whoCouldStepIn, whoIsFree } from "#lib/schedule/who-is-free.ts";
import { MINUTE, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { overlaps, type Interval } from "#lib/time/interval.ts";
import { instantAt, localDateOf, minuteOfDay, plusDays, weekdayOf } from "#lib/time/zone.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock, spanOf, toDate } from "#lib/server/clock.ts";
import { transaction, type Tx } from "#lib/server/db.ts";
import { onDays } from "#lib/server/schedule/permanence-rows.ts";
import { readClosed, yearsFrom } from "#lib/server/schedule/read-closed.ts";
import { namesOfAccounts } from "#lib/server/planning/assignments/last-act.ts";
import { readPeopleToPlan, stopsOf, type PersonToPlan } from "#lib/server/planning/assignments/read-free-people.ts";
import { zoneOfOrganisation } from "#lib/server/schedule/zone-of-organisation.ts";
import { readDisrupted, type DisruptedHalfDay } from "./disrupted-half-days.ts";

/**
 * What is asked. `day`: else today, or tomorrow once nothing more is held today; `away`: who is said to be away, and
 * for which part of it; `shut`: ids of places. `besides`: half-days to settle in any case.
 */
export type DisruptionQuery = {
  readonly organisation: string;
  readonly day?: string;
  readonly away: ReadonlyMap<string, PartOfDay>;
  readonly shut: ReadonlySet<string>;
  readonly besides: readonly string[];
};

/** Most half-days of a day that are read. */
const MOST = 200;
/** Days that are proposed. */
const DAYS = 4;

/**
 * A day of an organisation: who is planned and where, and which half-days are to be settled because somebody is away, a
 * place is shut, or they were chosen (docs/planning.md#imprévu). Coordinators narrowed to places see theirs. A constant
 * number of statements.
 */
export async function readDisruption(
  actor: Actor,
  asked: DisruptionQuery,
): Promise<Result<DisruptedDay, "not-found" | "not-allowed">> {
  const { organisation } = asked;
  if (!isUuid(organisation)) return refuse("not-found");
  const reach =
    actor.kind === "staff"
      ? whereMay(actor, "plan-half-days").find((one) => one.organisation === organisation)
      : undefined;
  if (!reach) return refuse("not-allowed");
  return transaction(async (tx) => accept(await readDay(tx, asked, reach.places, actor, clock.now())), actor);
}

async function readDay(
  tx: Tx,
  { organisation, away, shut, besides, ...asked }: DisruptionQuery,
  places: "all" | readonly string[],
  actor: Actor,
  now: Instant,
): Promise<DisruptedDay> {
  const timeZone = await zoneOfOrganisation(tx, organisation);
  const today = localDateOf(now, timeZone);
  const where = { organisationId: organisation, ...(places !== "all" && { placeId: { in: [...places] } }) };
  const toCome = { ...where, status: { in: ["scheduled", "open"] }, endsAt: { gt: toDate(now) } };
  const next = await tx.permanence.findFirst({
    where: { ...toCome, ...onDays(today, plusDays(today, 2)) },
    orderBy: { startsAt: "asc" },
    select: { localDate: true },
  });
  const day = asked.day ?? next?.localDate.toISOString().slice(0, 10) ?? today;
  const rows = await tx.permanence.findMany({
    where: { ...toCome, ...onDays(day, plusDays(day, 1)) },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: MOST + 1,
    select: { id: true },
  });
  const ids = rows.slice(0, MOST).map(({ id }) => id);
  const announced = [...away].map(([account, part]) => ({
    account,
    span: spanOfDays({ from: day, until: day, part }, timeZone),
  }));
  const halfDays = await readDisrupted(tx, ids, announced, now);
  const placeRows = await tx.place.findMany({
    where: { id: { in: [...new Set(halfDays.map(({ staffed }) => staffed.place))] } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const isShut = (held: DisruptedHalfDay): boolean =>
    shut.has(held.staffed.place) || held.bookable.halfDay.shut !== undefined;
  const wanted = halfDays.filter((held) => held.away.length > 0 || isShut(held) || besides.includes(held.permanence));
  const during = { start: instantAt(day, 0, timeZone), end: instantAt(plusDays(today, AHEAD + 2), 0, timeZone) };
  const self = accountOf(actor);
  const people = (await readPeopleToPlan(tx, organisation, during)).map((person) => ({
    ...person,
    absences: [
      ...person.absences,
      ...announced.filter(({ account }) => account === person.account).map(({ span }) => span),
    ],
  }));
  const elsewhere = await heldAhead(tx, wanted, today, now);
  const closedAt = await readClosed(
    tx,
    { organisation, places: placeRows, school: false },
    now,
    yearsFrom(today, plusDays(today, AHEAD + 1)),
  );
  const names = await namesOfAccounts(
    tx,
    wanted.flatMap(({ away, there }) => [...away, ...there]).map(({ account }) => account),
  );
  const taken: { account: string; span: Interval }[] = [];
  const toSettle = wanted.map((held): HalfDayToSettle => {
    const place = placeRows.find(({ id }) => id === held.staffed.place);
    const nameOf = (account: string): string | undefined => names.get(account);
    const shutNow = isShut(held);
    const appointments = held.appointments.filter(({ state, span }) => state === "booked" && now < span.end).length;
    const replace = shutNow ? undefined : replacements(held, people, { taken, self }, now);
    const fewer = shutNow ? undefined : withFewer(held, people, now);
    const hours = place?.openingHours ?? undefined;
    const week = hours === undefined ? undefined : parseWeek(hours);
    const minutes = hoursOf(held);
    const days = place
      ? daysToMoveTo(
          today > day ? today : day,
          (date) => spanOn(date, held),
          {
            closed: closedAt(place.id),
            held: elsewhere.filter((one) => one.place === place.id).map(({ span }) => span),
            isOpen: (date) => week === undefined || isOpenDuring(week, weekdayOf(date), minutes),
          },
          now,
        )
      : [];
    const move = movesTo(held, days, people, { isShut: shut.has(held.staffed.place), self }, now);
    const parts = {
      ...(replace && { replace }),
      ...(fewer && { fewer }),
      ...(move && { move }),
    };
    const suggested = suggestedRemedy({ ...parts, appointments });
    if (suggested === "replace" && replace)
      taken.push(...replace.suggested.map((account) => ({ account, span: held.span })));
    const { permanence, localDate, span } = held;
    return {
      permanence,
      place: held.place,
      localDate,
      span,
      timeZone: held.timeZone,
      desks: openDesks(held.staffed),
      appointments,
      waiting: held.waiting,
      away: held.away.map(({ account }) => nameOf(account)),
      there: held.there.map(({ account }) => nameOf(account)),
      shut: shutNow,
      ...parts,
      suggested,
    };
  });
  return {
    day,
    today,
    timeZone,
    people: peopleOfDay(halfDays, people, away),
    places: placeRows.map(({ id, name, organisationId }) => ({
      id,
      name,
      own: organisationId === organisation,
      shut: shut.has(id) || halfDays.some((held) => held.staffed.place === id && isShut(held)),
    })),
    toSettle,
    short: desksShort(
      halfDays.filter((held) => !isShut(held)),
      people,
      now,
    ),
    more: rows.length > MOST,
  };
}

/** At how many desks of these half-days somebody is missing. */
function desksShort(halfDays: readonly DisruptedHalfDay[], people: readonly PersonToPlan[], now: Instant): number {
  const known = new Map(people.map((one) => [one.account, one]));
  return halfDays
    .map(({ staffed: { span, desks, seats, closedDesks, place } }) =>
      staffingOf(span, desks, seatedPeople(seats, known, place, now), closedDesks, now),
    )
    .reduce((sum, { missing }) => sum + missing, 0);
}

const peopleOfDay = (
  halfDays: readonly DisruptedHalfDay[],
  people: readonly PersonToPlan[],
  announced: ReadonlyMap<string, PartOfDay>,
): readonly PersonOfDay[] =>
  people.flatMap(({ account, name }) => {
    const theirs = halfDays.filter(({ staffed }) => staffed.seats.some((seat) => seat.account === account));
    const part = announced.get(account);
    if (theirs.length === 0 && part === undefined) return [];
    const noted = part === undefined && halfDays.some(({ away }) => away.some((seat) => seat.account === account));
    return [
      {
        account,
        ...(name !== undefined && { name }),
        halfDays: theirs.length,
        noted,
        ...(part !== undefined && { part }),
      },
    ];
  });

/** Those who can, in their order, and whoever plans last: they are to be proposed when nobody else is free. */
const selfLast = <One extends { readonly account: string }>(
  people: readonly One[],
  self: string | undefined,
): readonly One[] => people.toSorted((a, b) => Number(a.account === self) - Number(b.account === self));

/**
 * Who could take the desks of those who are away, and whom to take unless somebody is chosen: those who are free and
 * not taken for another half-day. `self`: who plans.
 */
function replacements(
  held: DisruptedHalfDay,
  people: readonly PersonToPlan[],
  {
    taken,
    self,
  }: {
    readonly taken: readonly { readonly account: string; readonly span: Interval }[];
    readonly self: string | undefined;
  },
  now: Instant,
): HalfDayToSettle["replace"] {
  const { away, there, staffed } = held;
  if (away.length === 0) return undefined;
  const stops = stopsOf(people, [staffed]);
  const span = away[0] && whatIsLeft(away[0].span, now);
  if (!span) return undefined;
  const free = whoCouldStepIn({ ...staffed, seats: there }, people, { stops, span, now });
  const could = selfLast(free, self).map((one): StepsIn => {
    const person = people.find(({ account }) => account === one.account);
    const { name, languages = [] } = person ?? {};
    return { ...one, ...(name !== undefined && { name }), languages };
  });
  if (could.length === 0) return undefined;
  const suggested = could
    .filter(
      ({ account, but }) =>
        !but.some(({ code }) => code === "travel-too-short" || code === "alone") &&
        !taken.some((one) => one.account === account && overlaps(one.span, span)),
    )
    .slice(0, away.length)
    .map(({ account }) => account);
  return { needed: away.length, people: could, suggested };
}

function withFewer(held: DisruptedHalfDay, people: readonly PersonToPlan[], now: Instant): HalfDayToSettle["fewer"] {
  const { away, there, staffed, bookable } = held;
  const desks = new Set(there.map(({ desk }) => desk)).size;
  if (away.length === 0 || desks === 0) return undefined;
  const { kept, offered, beside } = fewerDesks(bookable.halfDay, bookable.topics, held.appointments, desks, now);
  const seated = seatedPeople(there, new Map(people.map((one) => [one.account, one])), staffed.place, now);
  return {
    desks,
    kept: kept.length,
    offers: offered.map(({ former, span }) => ({ former: former.start, hour: span.start })),
    without: beside.length,
    alone: staffingOf(staffed.span, desks, seated).alone !== undefined,
  };
}

/**
 * The first days on which somebody is free, then those without anybody. A place that is shut is no place to move to.
 */
function movesTo(
  held: DisruptedHalfDay,
  days: readonly string[],
  people: readonly PersonToPlan[],
  { isShut, self }: { readonly isShut: boolean; readonly self: string | undefined },
  now: Instant,
): HalfDayToSettle["move"] {
  if (isShut) return undefined;
  const dated = days.map((date) => {
    const span = spanOn(date, held);
    const there = { ...held.staffed, id: "", localDate: date, span, status: "scheduled", seats: [] };
    const free = whoIsFree(there, people, { stops: stopsOf(people, []), now }).filter(({ seat }) => seat);
    const [first] = selfLast(free, self);
    const person = people.find(({ account }) => account === first?.account);
    const name = person?.name;
    return { date, ...(person && { account: person.account }), ...(name !== undefined && { name }) };
  });
  // A day on which whoever plans is alone free is proposed after those on which somebody else is.
  const withSomebody = selfLast(
    dated.flatMap((one) => (one.account === undefined ? [] : [{ ...one, account: one.account }])),
    self,
  );
  const proposed = (withSomebody.length > 0 ? withSomebody : dated).slice(0, DAYS);
  return proposed.length > 0 ? { days: proposed } : undefined;
}

/** Its hours on another date. */
const spanOn = (date: string, { span, timeZone }: Pick<DisruptedHalfDay, "span" | "timeZone">): Interval => {
  const start = instantAt(date, minuteOfDay(span.start, timeZone), timeZone);
  return { start, end: plusMinutes(start, (span.end - span.start) / MINUTE) };
};

/** The minutes of its day. */
const hoursOf = ({ span, timeZone }: DisruptedHalfDay) => {
  const from = minuteOfDay(span.start, timeZone);
  return { from, to: from + (span.end - span.start) / MINUTE };
};

/** What is held at the places of these half-days in the days to which they might be moved. */
async function heldAhead(
  tx: Tx,
  halfDays: readonly DisruptedHalfDay[],
  today: string,
  now: Instant,
): Promise<readonly { readonly place: string; readonly span: Interval }[]> {
  const places = [...new Set(halfDays.map(({ staffed }) => staffed.place))];
  if (places.length === 0) return [];
  const rows = await tx.permanence.findMany({
    where: {
      placeId: { in: places },
      status: { in: ["scheduled", "open"] },
      ...onDays(today, plusDays(today, AHEAD + 2)),
    },
    select: { placeId: true, startsAt: true, endsAt: true },
  });
  return rows
    .filter(({ startsAt }) => startsAt > toDate(now))
    .map((row) => ({ place: row.placeId, span: spanOf(row) }));
}
