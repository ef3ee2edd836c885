import type { Actor } from "#lib/access/actor.ts";
import { reachIn, type Reach } from "#lib/access/where-may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { learnsDuring, whatIsLeft } from "#lib/schedule/assignment.ts";
import { whoIsFree } from "#lib/schedule/who-is-free.ts";
import { closedUntilEnd, seatedPeople, staffingOf } from "#lib/schedule/staffing.ts";
import { instant, minutesBetween, type Instant } from "#lib/time/instant.ts";
import { overlaps } from "#lib/time/interval.ts";
import { commonHolidays, type HolidayName } from "#lib/time/public-holidays.ts";
import { instantAt, localDateOf, plusDays } from "#lib/time/zone.ts";
import type {
  Cancellation,
  ChosenHalfDay,
  DayOfWeek,
  HalfDayOfWeek,
  LaterDates,
  PersonOfWeek,
  PlaceOfWeek,
  SeatOfWeek,
  ShutDay,
  Week,
  WorkshopOfWeek,
} from "#lib/schedule/planned-week.ts";
import { addressLine } from "#lib/place/address-line.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock, spanOf, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { holidaysIn } from "#lib/server/schedule/holidays.ts";
import { dateOfColumn, onDays, startsOn, windowsOf } from "#lib/server/schedule/permanence-rows.ts";
import { toTellAt } from "#lib/server/schedule/who-is-to-be-told.ts";
import { whereAtPlacesReached } from "#lib/server/place/places-reached.ts";
import { movedToColumns, readMovedTo } from "#lib/server/schedule/moved-to.ts";
import { assignmentOfRow } from "./assignment-change.ts";
import { isPlannedIn, readPeopleToPlan, stopOf, stopsOf, type PersonToPlan } from "./read-free-people.ts";
import { zoneOfOrganisation } from "#lib/server/schedule/zone-of-organisation.ts";
import { lastPlanning } from "./last-act.ts";

/**
 * `from`: the first day; `days`: how many; `chosen`: the half-day whose panel is open; `lastAct`: also the reader's own
 * last act of planning, which can be undone.
 */
export type WeekQuery = {
  readonly organisation: string;
  readonly from: string;
  readonly days: number;
  readonly chosen?: string;
  readonly lastAct?: boolean;
};

/** Most half-days that are shown; of an organisation that has more, `more` is said. */
const MOST = 800;

/**
 * The half-days of an organisation on some days, its people and their absences, what is short, and one half-day as its
 * panel shows it (docs/planning.md#the-week). A constant number of statements. Whoever plans at some places reads of
 * these, and of the people who can be planned there.
 */
export async function readPlanning(actor: Actor, asked: WeekQuery): Promise<Result<Week, "not-allowed">> {
  const { organisation } = asked;
  const reach = reachIn(actor, "plan-half-days", organisation);
  if (!reach) return refuse("not-allowed");
  const now = clock.now();
  const timeZone = await zoneOfOrganisation(db, organisation);
  const until = plusDays(asked.from, asked.days);
  const during = { start: instantAt(asked.from, 0, timeZone), end: instantAt(until, 0, timeZone) };
  const [rows, workshops, everybody, closures] = await Promise.all([
    readRows(reach, asked.from, until),
    readWorkshopsOfWeek(reach, asked.from, until),
    readPeopleToPlan(db, organisation, during),
    db.closure.findMany({
      where: {
        organisationId: organisation,
        liftedAt: null,
        startsAt: { lt: toDate(during.end) },
        endsAt: { gt: toDate(during.start) },
        ...(reach.places !== "all" && { OR: [{ placeId: null }, whereAtPlacesReached(reach)] }),
      },
      orderBy: { startsAt: "asc" },
      select: { placeId: true, startsAt: true, endsAt: true, reason: true },
    }),
  ]);
  const people = everybody.filter((person) => isPlannedIn(reach, person));
  const shown = rows.slice(0, MOST);
  const known = new Map(people.map((one) => [one.account, one]));
  const movedTo = await readMovedTo(db, shown);
  const halfDays = shown.map((row) => ({ ...halfDayOf(row, known, now), ...movedTo(row) }));
  const dates = Array.from({ length: asked.days }, (_, day) => plusDays(asked.from, day));
  const places = placesOf(shown, halfDays, { workshops, closures, from: asked.from, dates });
  const last =
    asked.lastAct && actor.kind === "staff"
      ? await lastPlanning(db, organisation, actor.user, reach.places)
      : undefined;
  const row = shown.find(({ id }) => id === asked.chosen);
  const halfDay = halfDays.find(({ id }) => id === asked.chosen);
  const common = commonHolidays(
    places.map(
      ({ shut }) => new Map(shut.flatMap(({ localDate, holiday }) => (holiday ? [[localDate, holiday]] : []))),
    ),
  );
  return accept({
    timeZone,
    today: localDateOf(now, timeZone),
    days: dates.map((localDate) => dayOf(localDate, halfDays, common)),
    places,
    people: people.map((one) => personOf(one, halfDays)),
    more: rows.length > MOST,
    ...(row && halfDay && { chosen: await chosenOf(organisation, row, halfDay, people, now) }),
    ...(last && { last }),
  });
}

const readRows = (reach: Reach, from: string, until: string) =>
  db.permanence.findMany({
    where: { organisationId: reach.organisation, ...whereAtPlacesReached(reach), ...onDays(from, until) },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: MOST + 1,
    select: {
      id: true,
      seriesId: true,
      localDate: true,
      timeZone: true,
      startsAt: true,
      endsAt: true,
      status: true,
      desks: true,
      closedDesks: true,
      bookableLanes: true,
      windows: true,
      topicKeys: true,
      languages: true,
      cancelReason: true,
      ...movedToColumns,
      closure: { select: { reason: true } },
      place: {
        select: {
          id: true,
          name: true,
          shortName: true,
          address: true,
          city: true,
          holidayRegion: true,
          goodFriday: true,
          latitude: true,
          longitude: true,
        },
      },
      assignments: {
        orderBy: [{ desk: "asc" }, { startsAt: "asc" }],
        include: { conseiller: { select: { name: true, anonymisedAt: true } } },
      },
      staffTold: { where: { answer: "cannot" }, select: { accountId: true } },
    },
  });

type HalfDayRow = Awaited<ReturnType<typeof readRows>>[number];

/** The workshops that begin on these days, by the clock of their place. */
async function readWorkshopsOfWeek(reach: Reach, from: string, until: string) {
  const { first, end } = startsOn(from, until);
  const rows = await db.workshop.findMany({
    where: { organisationId: reach.organisation, ...whereAtPlacesReached(reach), startsAt: { gte: first, lt: end } },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: MOST,
    select: {
      id: true,
      title: true,
      startsAt: true,
      endsAt: true,
      status: true,
      capacity: true,
      place: {
        select: {
          id: true,
          shortName: true,
          address: true,
          city: true,
          holidayRegion: true,
          goodFriday: true,
          timeZone: true,
        },
      },
      // Not _count: Prisma counts the places of every workshop that ever was before it joins these.
      attendances: { where: { state: { in: ["booked", "attended", "no-show"] } }, select: { id: true } },
    },
  });
  return rows.filter((row) => {
    const day = dayOfWorkshop(row);
    return from <= day && day < until;
  });
}

type WorkshopRow = Awaited<ReturnType<typeof readWorkshopsOfWeek>>[number];

const dayOfWorkshop = ({
  startsAt,
  place,
}: {
  readonly startsAt: Date;
  readonly place: { readonly timeZone: string };
}) => localDateOf(instant(startsAt.getTime()), place.timeZone);

const workshopOf = (row: WorkshopRow): WorkshopOfWeek => ({
  id: row.id,
  place: row.place.shortName,
  localDate: dayOfWorkshop(row),
  timeZone: row.place.timeZone,
  span: spanOf(row),
  title: row.title,
  cancelled: row.status === "cancelled",
  booked: row.attendances.length,
  capacity: row.capacity,
});

function halfDayOf(row: HalfDayRow, people: ReadonlyMap<string, PersonToPlan>, now: Instant): HalfDayOfWeek {
  const span = spanOf(row);
  const cannot = new Set(row.staffTold.map(({ accountId }) => accountId));
  // Whoever said « Je ne peux pas » holds no desk, and stays planned until somebody else is.
  const seated = seatedPeople(row.assignments.map(assignmentOfRow), people, row.place.id, now).map((seat) =>
    cannot.has(seat.account) ? { ...seat, absences: [...seat.absences, seat.span] } : seat,
  );
  const names = new Map(row.assignments.map(({ id, conseiller }) => [id, conseiller]));
  const seats = seated.map(({ absences, left, ...seat }) => {
    const { name, anonymisedAt } = names.get(seat.id) ?? { name: null, anonymisedAt: null };
    return {
      ...seat,
      ...(!anonymisedAt && name && { name }),
      away: absences.some((absence) => overlaps(absence, seat.span)),
      ...(left && { left }),
      ...(cannot.has(seat.account) && { cannot: true }),
    };
  });
  const isToCome = row.status !== "cancelled" && row.status !== "closed" && now < span.end;
  const staffing = staffingOf(span, row.desks, seated, row.closedDesks, now);
  return {
    id: row.id,
    place: { id: row.place.id, name: row.place.shortName },
    localDate: dateOfColumn(row.localDate),
    timeZone: row.timeZone,
    span,
    status: row.status,
    desks: row.desks,
    seats,
    ...(isToCome && { staffing }),
    ...(row.cancelReason !== null && row.status === "cancelled" && { why: row.cancelReason }),
    ...(row.closure && { closed: row.closure.reason }),
  };
}

type ClosureRow = {
  readonly placeId: string | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly reason: string;
};

function placesOf(
  rows: readonly HalfDayRow[],
  halfDays: readonly HalfDayOfWeek[],
  {
    workshops,
    closures,
    from,
    dates,
  }: {
    workshops: readonly WorkshopRow[];
    closures: readonly ClosureRow[];
    from: string;
    dates: readonly string[];
  },
): readonly PlaceOfWeek[] {
  const places = new Map([
    ...workshops.map(({ place }) => [place.id, place] as const),
    ...rows.map(({ place, timeZone }) => [place.id, { ...place, timeZone }] as const),
  ]);
  return [...places.values()]
    .map((place) => {
      const holidays = holidaysIn(place, from, dates.length);
      const shut = dates.flatMap((localDate): ShutDay[] => {
        const holiday = holidays.get(localDate);
        const day = {
          start: instantAt(localDate, 0, place.timeZone),
          end: instantAt(plusDays(localDate, 1), 0, place.timeZone),
        };
        const closure = closures.find(
          (one) => (one.placeId === null || one.placeId === place.id) && overlaps(spanOf(one), day),
        );
        return holiday || closure
          ? [{ localDate, ...(holiday && { holiday }), ...(closure && { closure: closure.reason }) }]
          : [];
      });
      return {
        id: place.id,
        name: place.shortName,
        address: addressLine({ ...place, name: place.shortName }),
        halfDays: halfDays.filter((one) => one.place.id === place.id),
        workshops: workshops.filter((one) => one.place.id === place.id).map(workshopOf),
        shut,
      };
    })
    .sort((a, b) => a.name.localeCompare(b.name, "fr"));
}

function dayOf(
  localDate: string,
  halfDays: readonly HalfDayOfWeek[],
  holidays: ReadonlyMap<string, HolidayName>,
): DayOfWeek {
  const held = halfDays.filter((one) => one.localDate === localDate && one.status !== "cancelled");
  const holiday = holidays.get(localDate);
  return {
    localDate,
    ...(holiday && { holiday }),
    halfDays: held.length,
    desks: held.reduce(
      (sum, { span, desks, staffing }) => sum + desks - ((staffing && closedUntilEnd(span, staffing)?.desks) ?? 0),
      0,
    ),
    held: held.reduce((sum, { staffing, desks, seats }) => sum + (staffing?.held ?? desksOf(seats, desks)), 0),
  };
}

/** At how many desks somebody was, of a half-day that is over. */
const desksOf = (seats: readonly SeatOfWeek[], desks: number): number =>
  Math.min(desks, new Set(seats.map(({ desk }) => desk)).size);

const personOf = (
  { account, name, languages, learns, minutes, absences }: PersonToPlan,
  halfDays: readonly HalfDayOfWeek[],
): PersonOfWeek => ({
  account,
  ...(name !== undefined && { name }),
  languages,
  learns,
  minutes,
  absences,
  halfDays: halfDays.flatMap((held) =>
    held.seats.filter((seat) => seat.account === account).map((seat) => ({ ...held, seat })),
  ),
});

/** When and by whom a half-day was cancelled, by the journal, and how many people are to be told of it. */
async function cancellationOf(organisation: string, permanence: string): Promise<Omit<Cancellation, "byHand">> {
  const [entry, told] = await Promise.all([
    db.journalEntry.findFirst({
      where: { organisationId: organisation, permanenceId: permanence, act: "half-day-cancelled" },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      select: { at: true, actor: true },
    }),
    toTellAt([permanence]),
  ]);
  const account = /^staff:(.+)$/u.exec(entry?.actor ?? "")?.[1] ?? "";
  const user = isUuid(account)
    ? await db.user.findFirst({ where: { id: account, anonymisedAt: null }, select: { name: true } })
    : null;
  return {
    ...(entry && { at: instant(entry.at.getTime()) }),
    ...(typeof user?.name === "string" && { by: user.name }),
    toTell: told.get(permanence) ?? 0,
  };
}

/** The dates of its series that come after a half-day and are not cancelled. */
async function readLater({ id, seriesId, startsAt }: HalfDayRow): Promise<LaterDates | undefined> {
  if (seriesId === null) return undefined;
  const [found] = await db.$queryRaw<readonly { count: number; until: Date | null; everyWeek: boolean }[]>`
    SELECT count(*)::int AS count, max(p.local_date) AS until, s.every_weeks = 1 AND s.nth_of_month IS NULL AS "everyWeek"
    FROM series s JOIN permanence p ON p.series_id = s.id
    WHERE s.id = ${seriesId}::uuid AND p.starts_at > ${startsAt} AND p.status <> 'cancelled' GROUP BY s.id`;
  if (!found?.until) return undefined;
  const planned = await db.$queryRaw<readonly { account: string; count: number }[]>`
    SELECT a.conseiller_id::text AS account, count(DISTINCT p.id)::int AS count
    FROM permanence p JOIN assignment a ON a.permanence_id = p.id AND NOT a.released
    WHERE p.series_id = ${seriesId}::uuid AND p.starts_at > ${startsAt} AND p.status <> 'cancelled'
      AND a.conseiller_id IN (SELECT conseiller_id FROM assignment WHERE permanence_id = ${id}::uuid) GROUP BY 1`;
  return {
    ...found,
    until: dateOfColumn(found.until),
    planned: Object.fromEntries(planned.map(({ account, count }) => [account, count])),
  };
}

async function chosenOf(
  organisation: string,
  row: HalfDayRow,
  halfDay: HalfDayOfWeek,
  people: readonly PersonToPlan[],
  now: Instant,
): Promise<ChosenHalfDay> {
  const [booked, toTell, later] = await Promise.all([
    db.appointment.count({ where: { permanenceId: row.id, state: "booked" } }),
    toTellAt([row.id]),
    readLater(row),
  ]);
  const windows = windowsOf(row.windows, halfDay.span.start);
  const bookable = windows.filter(({ mode }) => mode !== "walk-in");
  const minutes = bookable.reduce((sum, { span }) => sum + minutesBetween(span.start, span.end), 0);
  const isCancelled = halfDay.status === "cancelled";
  const toStaff = { ...halfDay, place: halfDay.place.id, languages: row.languages, topicKeys: row.topicKeys };
  const known = new Map(people.map((one) => [one.account, one]));
  return {
    ...halfDay,
    windows,
    topicKeys: row.topicKeys,
    ...(later && { later }),
    booked,
    toTell: toTell.get(row.id) ?? 0,
    halfHours: isCancelled ? 0 : Math.floor(minutes / 30) * row.bookableLanes,
    ...(isCancelled && {
      cancellation: {
        ...(await cancellationOf(organisation, row.id)),
        byHand: row.closure === null && row.movedToId === null && now < halfDay.span.end,
      },
    }),
    over: halfDay.status === "cancelled" || halfDay.status === "closed" || !whatIsLeft(halfDay.span, now),
    people: whoIsFree(toStaff, people, { stops: stopsOf(people, [{ id: row.id, stop: stopOf(row.place) }]), now }).map(
      (one) => {
        const person = known.get(one.account);
        const learns = person !== undefined && learnsDuring(person, halfDay.span);
        return {
          ...one,
          ...(person?.name !== undefined && { name: person.name }),
          languages: person?.languages ?? [],
          learns,
        };
      },
    ),
  };
}
