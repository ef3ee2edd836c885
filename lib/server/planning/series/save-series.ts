import type { Place, Series as SeriesRow } from "#prisma/generated/client.ts";
import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { holdsPersonalNumber } from "#lib/access/personal-number.ts";
import { bookableShare, type BookableShare } from "#lib/booking/bookable-share.ts";
import { outcomeForHalfDay, type SeriesChangeOutcome } from "#lib/booking/outcome-of-series-change.ts";
import type { PeopleOfChange, SeriesEffect, TouchedHalfDay } from "#lib/booking/series-effect.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { datesOfSeries, type DateOfSeries, type Occurrence } from "#lib/schedule/occurrences.ts";
import { seriesChange } from "#lib/schedule/series-change.ts";
import { seriesOf, type Series, type SeriesRefusal } from "#lib/schedule/series.ts";
import { MINUTE, type Instant } from "#lib/time/instant.ts";
import { localDateOf, plusDays } from "#lib/time/zone.ts";
import { isUuid } from "#lib/uuid.ts";
import type { SeriesBody } from "#lib/wire/schedule/series.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { transaction, type Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { columnOf, dateOfColumn } from "#lib/server/schedule/permanence-rows.ts";
import { windowsOf } from "#lib/server/schedule/permanence-rows.ts";
import { readClosed, yearsFrom } from "#lib/server/schedule/read-closed.ts";
import { exceptionOfRow, readExceptions } from "#lib/server/schedule/read-exceptions.ts";
import { contentHash } from "#lib/server/content-hash.ts";
import { planOf, type Plan } from "./plan-of-series.ts";
import { DAYS_PLANNED } from "./plan-permanences.ts";
import { planSeries } from "./plan-series.ts";
import { isOutsideHours, knowsTopics, placeToPlanAt } from "./plan-checks.ts";
import { standingHalfDays, type StandingHalfDay } from "./standing-half-days.ts";
import { cancelWithoutPeople, peopleOfChange, standApart, standForDate, type NewSeries } from "./write-change.ts";

/**
 * What is asked. `seriesId`: the series that changes; without it a new one is made. `from`: the day from which the
 * change holds; of a new series its first day counts. `body`: what it says from then on; without it the series ends
 * there. `sentence`: what residents read of half-days that it cancels. `seen`: the version of the preview that was
 * read; another one is refused.
 */
export type SavingSeries = {
  readonly organisation: string;
  readonly seriesId?: string;
  readonly from?: string;
  readonly body?: SeriesBody;
  readonly sentence?: string;
  readonly preview: boolean;
  readonly seen?: string;
};

export type SavingRefusal =
  | "not-found"
  | "not-allowed"
  | "no-own-place"
  | "unknown-topic"
  | "begins-in-the-past"
  | "sentence-missing"
  | "personal-number-refused"
  | "changed-meanwhile"
  | SeriesRefusal;

/**
 * A coordinator makes a series, changes one from a day on, or ends it; with `preview` only what that would do
 * (docs/calendars.md#changing-a-series). What was held before that day stays as it was. A series with earlier half-days
 * ends, and another one follows it, in the shares of the former too. Half-days that stand take the new hours, but for
 * those that a person has to look at: `outcomeOfSeriesChange`. All of it is one transaction. Refused: `no-own-place`
 * (of another organisation, hidden, or unknown), `begins-in-the-past`, `sentence-missing` (half-days are cancelled and
 * residents would not read why), `changed-meanwhile` (the preview is no longer true).
 */
export async function saveSeries(actor: Actor, wanted: SavingSeries): Promise<Result<SeriesEffect, SavingRefusal>> {
  if (!isUuid(wanted.organisation) || (wanted.seriesId !== undefined && !isUuid(wanted.seriesId)))
    return refuse("not-found");
  if (wanted.sentence !== undefined && holdsPersonalNumber(wanted.sentence)) return refuse("personal-number-refused");
  return transaction((tx) => saveOnce(tx, actor, wanted), actor);
}

type FormerSeries = SeriesRow & { readonly place: Place };

async function saveOnce(tx: Tx, actor: Actor, wanted: SavingSeries): Promise<Result<SeriesEffect, SavingRefusal>> {
  const { organisation } = wanted;
  // Two series at once are saved one after the other.
  await tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisation}::uuid FOR NO KEY UPDATE`;
  const former = wanted.seriesId === undefined ? undefined : await lockedSeries(tx, wanted.seriesId, organisation);
  if (former === null || (!former && !wanted.body)) return refuse("not-found");
  const place = await placeToPlanAt(tx, wanted.body?.place ?? former?.placeId, organisation, former?.place);
  if (!place) return refuse("no-own-place");
  const places = [place.id, ...(former ? [former.placeId] : [])];
  if (places.some((id) => !may(actor, { act: "plan-half-days", place: id, organisation })))
    return refuse("not-allowed");
  const now = clock.now();
  const today = localDateOf(now, place.timeZone);
  const from = former ? (wanted.from ?? today) : (wanted.body?.fromDate ?? today);
  if (from < today) return refuse("begins-in-the-past");
  const change = await changeOf(tx, wanted, { former, place, from }, now);
  if (!change.ok) return change;
  const { effect } = change.value;
  if (wanted.preview) return accept({ ...effect, planned: await plannedOf(tx, change.value) });
  if (wanted.seen !== undefined && wanted.seen !== effect.version) return refuse("changed-meanwhile");
  if (effect.halfDays.some(({ outcome }) => outcome === "is-cancelled") && !wanted.sentence?.trim())
    return refuse("sentence-missing");
  const written = await write(tx, wanted, change.value, { former, place, from }, now);
  const saved = { ...effect, ...written };
  await note(tx, actor, organisation, saved, { ...wanted, former }, now);
  return accept(saved);
}

async function lockedSeries(tx: Tx, id: string, organisationId: string): Promise<FormerSeries | null> {
  await tx.$queryRaw`SELECT id FROM series WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return tx.series.findFirst({ where: { id, organisationId }, include: { place: true } });
}

type SeriesPlace = { readonly former: FormerSeries | undefined; readonly place: Place; readonly from: string };

/** What the change does, worked out without writing anything. `pairs`: standing half-days with their dates. */
type SeriesChange = {
  readonly effect: SeriesEffect;
  readonly next?: { readonly series: Series; readonly plan: Plan; readonly body: SeriesBody };
  readonly pairs: readonly {
    readonly held: StandingHalfDay;
    readonly date: Occurrence;
    readonly outcome: SeriesChangeOutcome;
  }[];
  readonly without: readonly { readonly held: StandingHalfDay; readonly outcome: SeriesChangeOutcome }[];
};

async function changeOf(
  tx: Tx,
  wanted: SavingSeries,
  { former, place, from }: SeriesPlace,
  now: Instant,
): Promise<Result<SeriesChange, SavingRefusal>> {
  const next = wanted.body && nextOf(wanted.body, place, from);
  if (next && !next.ok) return next;
  if (wanted.body && !(await knowsTopics(tx, wanted.organisation, wanted.body.topics))) return refuse("unknown-topic");
  const until = plusDays(from, DAYS_PLANNED);
  const dates = next ? await readDates(tx, wanted, next.value.series, { former, place, from }, until, now) : [];
  const standing = former ? await standingHalfDays(tx, former.id, from, now, { lock: !wanted.preview }) : [];
  const within = [wanted.body?.nthOfMonth, former?.nthOfMonth].some((nth) => nth !== undefined && nth !== null);
  // A date that is not held for now keeps the half-day that stands for it, so that it is not written beside it later.
  const paired = seriesChange(standing, dates, within ? "month" : "week");
  const planAt = (date: Occurrence | undefined) =>
    date && next
      ? {
          span: date.span,
          bookableLanes: next.value.plan.bookableLanes,
          windows: windowsOf(next.value.plan.windows, date.span.start),
        }
      : undefined;
  const pairs = paired.pairs.map(({ held, date }) => ({
    held,
    date,
    outcome: outcomeForHalfDay(held, isHeldBy(held, date) ? date : undefined, planAt(date)),
  }));
  const without = paired.without.map((held) => ({ held, outcome: outcomeForHalfDay(held, undefined, undefined) }));
  const halfDays = [
    ...pairs.map(({ held, date, outcome }) => touched(held, outcome, date)),
    ...without.map(({ held, outcome }) => touched(held, outcome)),
  ].sort((a, b) => (a.localDate < b.localDate ? -1 : 1));
  const effect = {
    place: { id: place.id, name: place.name, timeZone: place.timeZone },
    from,
    bookableLanes: next?.value.plan.bookableLanes ?? 0,
    ...(next && { share: shareOf(next.value.plan, next.value.series) }),
    dates,
    halfDays,
    outsideHours: next ? isOutsideHours(place, next.value.series) : false,
    released: 0,
  };
  // Also the series as it stands: a colleague may have changed it in something that this change does not touch.
  const { place: _place, ...stands } = former ?? {};
  return accept({
    effect: { ...effect, version: contentHash({ effect, stands }) },
    ...(next && { next: { ...next.value, body: wanted.body! } }),
    pairs,
    without,
  });
}

const isHeld = (date: DateOfSeries): boolean => date.notHeld === undefined;

/** Whether a half-day stands on a date of the series; one that a closure keeps does, until the closure is lifted. */
const isHeldBy = ({ shut }: StandingHalfDay, date: DateOfSeries): boolean =>
  isHeld(date) || (shut && date.notHeld === "closed");

const touched = (held: StandingHalfDay, outcome: SeriesChangeOutcome, to?: Occurrence): TouchedHalfDay => ({
  permanence: held.id,
  outcome,
  localDate: held.localDate,
  ...(to && { to }),
  appointments: held.appointments.length,
  people: held.people.length,
});

function nextOf(
  body: SeriesBody,
  { timeZone }: Place,
  from: string,
): Result<{ readonly series: Series; readonly plan: Plan }, SeriesRefusal> {
  const { weekday, everyWeeks, nthOfMonth, inSchoolHolidays, untilDate } = body;
  const series = seriesOf({
    timeZone,
    weekday,
    startMinute: body.from,
    endMinute: body.to,
    everyWeeks,
    ...(nthOfMonth !== undefined && { nthOfMonth }),
    inSchoolHolidays,
    fromDate: from,
    ...(untilDate !== undefined && { untilDate }),
  });
  return series.ok ? accept({ series: series.value, plan: planOf(body) }) : series;
}

/** The dates of the new series, with what was decided about dates of the former one that it has too. */
async function readDates(
  tx: Tx,
  { organisation }: SavingSeries,
  series: Series,
  { former, place, from }: SeriesPlace,
  until: string,
  now: Instant,
): Promise<readonly DateOfSeries[]> {
  const exceptions = former ? await readExceptions(tx, former.id, from) : [];
  const elsewhere = exceptions.map((one) => one.place).filter((one) => one !== null);
  const at = { organisation, places: [place, ...elsewhere], school: series.inSchoolHolidays === false };
  const closedAt = await readClosed(tx, at, now, yearsFrom(from, until));
  return datesOfSeries(
    series,
    from,
    until,
    closedAt(place.id),
    exceptions.map((one) => exceptionOfRow(one, closedAt)),
  );
}

const shareOf = (plan: Plan, { startMinute, endMinute }: Series): BookableShare => {
  const [start, end] = [0, (endMinute - startMinute) * MINUTE] as [Instant, Instant];
  return bookableShare({ ...plan, span: { start, end }, windows: windowsOf(plan.windows, start) });
};

/** Who is planned at the half-days that take the new series. */
const plannedOf = (tx: Tx, { next, pairs }: SeriesChange): Promise<PeopleOfChange> =>
  peopleOfChange(
    tx,
    pairs
      .filter(({ outcome }) => outcome === "follows")
      .map(({ held, date }) => ({
        held,
        startsAt: toDate(date.span.start),
        endsAt: toDate(date.span.end),
        desks: next?.plan.desks ?? held.plan.desks,
      })),
  );

/** Writes the series, the half-days that stand, and the dates that have none yet. */
async function write(
  tx: Tx,
  wanted: SavingSeries,
  { next, pairs, without }: SeriesChange,
  where: SeriesPlace,
  now: Instant,
): Promise<Pick<SeriesEffect, "series" | "released">> {
  const id = next ? await writeSeries(tx, wanted, next, where) : await endSeries(tx, where);
  const sentence = wanted.sentence?.trim() ?? "";
  let released = 0;
  if (next) {
    const taken: NewSeries = {
      id,
      organisation: wanted.organisation,
      place: where.place,
      hours: next.series,
      plan: next.plan,
      topicKeys: next.body.topics,
      languages: next.body.languages,
      audience: next.body.audience ?? null,
    };
    for (const { held, date, outcome } of pairs) {
      if (outcome === "follows") released += await standForDate(tx, held, date, taken, now);
      else {
        if (outcome === "is-cancelled") await cancelWithoutPeople(tx, held, sentence, now);
        await standApart(tx, { ...held, cancelled: held.cancelled || outcome === "is-cancelled" }, date, taken, now);
      }
    }
  }
  for (const { held, outcome } of without)
    if (outcome === "is-cancelled") await cancelWithoutPeople(tx, held, sentence, now);
  if (next) {
    const planned = await planSeries(tx, id, now, DAYS_PLANNED);
    if (!planned.ok) throw new Error(`A series that was checked cannot be kept: ${planned.refusal}.`);
  }
  return { series: id, released };
}

/**
 * Ends the former series the day before. One that has no earlier date ends on its first day, which the change has
 * emptied.
 */
async function endSeries(tx: Tx, { former, from }: SeriesPlace): Promise<string> {
  if (!former) throw new Error("There is no series to end.");
  const last = plusDays(from, -1);
  const first = dateOfColumn(former.fromDate);
  await tx.series.update({
    where: { id: former.id },
    data: { untilDate: columnOf(last < first ? first : last) },
    select: { id: true },
  });
  return former.id;
}

/**
 * Writes the series and returns its id. A series that changes before its first half-day was held is changed itself;
 * otherwise it ends the day before, and a new one follows it, in the shares that show the former by name too.
 */
async function writeSeries(
  tx: Tx,
  { organisation }: SavingSeries,
  { series, plan, body }: NonNullable<SeriesChange["next"]>,
  { former, place, from }: SeriesPlace,
): Promise<string> {
  const data = {
    placeId: place.id,
    weekday: series.weekday,
    startMinute: series.startMinute,
    endMinute: series.endMinute,
    everyWeeks: series.everyWeeks,
    nthOfMonth: series.nthOfMonth ?? null,
    inSchoolHolidays: series.inSchoolHolidays ?? true,
    fromDate: columnOf(from),
    untilDate: series.untilDate === undefined ? null : columnOf(series.untilDate),
    ...plan,
    topicKeys: body.topics,
    languages: body.languages,
    audience: body.audience ?? null,
  };
  if (former && !(await hasEarlier(tx, former.id, from))) {
    await tx.series.update({ where: { id: former.id }, data, select: { id: true } });
    return former.id;
  }
  const { id } = await tx.series.create({
    data: { ...data, organisationId: organisation, ...(former && { followsId: former.id }) },
    select: { id: true },
  });
  if (former) {
    await endSeries(tx, { former, place, from });
    const shares = await tx.calendarShareSeries.findMany({ where: { seriesId: former.id } });
    await tx.calendarShareSeries.createMany({ data: shares.map((one) => ({ ...one, seriesId: id })) });
  }
  return id;
}

const hasEarlier = async (tx: Tx, seriesId: string, from: string): Promise<boolean> =>
  (await tx.permanence.findFirst({
    where: { seriesId, originalDate: { lt: columnOf(from) } },
    select: { id: true },
  })) !== null;

/** Notes the change with counts; what residents read is not in it. */
async function note(
  tx: Tx,
  actor: Actor,
  organisation: string,
  { place, from, halfDays, dates, released, series = "" }: SeriesEffect,
  wanted: SavingSeries & { readonly former: FormerSeries | undefined },
  now: Instant,
): Promise<void> {
  const count = (outcome: SeriesChangeOutcome): number => halfDays.filter((one) => one.outcome === outcome).length;
  const act = !wanted.seriesId ? "series-made" : wanted.body ? "series-changed" : "series-ended";
  const data = {
    series,
    from,
    dates: dates.filter(isHeld).length,
    changed: count("follows"),
    cancelled: count("is-cancelled"),
    kept: halfDays.length - count("follows") - count("is-cancelled"),
    released,
    ...valuesOf(wanted, place.id),
  };
  await appendJournal(tx, actor, { act, organisation, place: place.id, data }, now);
}

/** What the journal notes of the values before and after: weekday, minutes of the day, desks and the id of a place. */
function valuesOf(
  { body, former }: { readonly body?: SeriesBody; readonly former: FormerSeries | undefined },
  place: string,
) {
  if (!body) return {};
  return {
    weekday: body.weekday,
    startMinute: body.from,
    endMinute: body.to,
    desks: body.desks,
    ...(former && {
      weekdayWas: former.weekday,
      startMinuteWas: former.startMinute,
      endMinuteWas: former.endMinute,
      desksWas: former.desks,
    }),
    ...(former && former.placeId !== place && { placeWas: former.placeId }),
  };
}
