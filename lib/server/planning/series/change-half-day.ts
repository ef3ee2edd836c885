import type { Place } from "#prisma/generated/client.ts";
import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { allotLanes, type AllottedLane } from "#lib/booking/allot-lanes.ts";
import { allAppointmentsFit } from "#lib/booking/all-appointments-fit.ts";
import type { HalfDayEffect } from "#lib/booking/series-effect.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { MINUTE, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { overlaps } from "#lib/time/interval.ts";
import { instantAt, localDateOf, minuteOfDay, weekdayOf } from "#lib/time/zone.ts";
import { isUuid } from "#lib/uuid.ts";
import type { HalfDayBody } from "#lib/wire/schedule/series.ts";
import { loadAppointments } from "#lib/server/booking/load-appointments.ts";
import { saveLanes } from "#lib/server/booking/appointment-rows.ts";
import { writeVevent } from "#lib/server/calendar/write-vevent.ts";
import { clock, toDate, freshId } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { tellingTransaction } from "#lib/server/message/telling-transaction.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { lockPermanence } from "#lib/server/queue/load-line.ts";
import { columnOf } from "#lib/server/schedule/permanence-rows.ts";
import { windowsOf } from "#lib/server/schedule/permanence-rows.ts";
import { readClosed, yearsFrom } from "#lib/server/schedule/read-closed.ts";
import { seriesOfRow } from "#lib/server/schedule/series-of-row.ts";
import { contentHash } from "#lib/server/content-hash.ts";
import { planOf } from "./plan-of-series.ts";
import { isOutsideHours, knowsTopics, placeToPlanAt } from "./plan-checks.ts";
import { standingHalfDay, type StandingHalfDay } from "./standing-half-days.ts";
import { giveHours, peopleOfChange, standApart, type HalfDayDetails } from "./write-change.ts";

/**
 * What is asked. `permanence`: the half-day that changes; without it one is added outside every series. `halfDay`: all
 * of what it is from then on; undefined gives a date back to its series.
 */
export type ChangingHalfDay = {
  readonly organisation: string;
  readonly permanence?: string;
  readonly halfDay?: HalfDayBody;
  readonly preview: boolean;
  readonly seen?: string;
};

export type ChangingRefusal =
  | "not-found"
  | "not-allowed"
  | "no-own-place"
  | "unknown-topic"
  | "begins-in-the-past"
  | "permanence-closed"
  | "appointments-do-not-fit"
  | "closed-then"
  | "no-series"
  | "changed-meanwhile";

/**
 * A coordinator changes one half-day by hand (its day, hours, place, desks, windows, topics), gives a date back to its
 * series, or adds one outside every series; with `preview` only what that does (docs/calendars.md#one-date). A date of
 * a series that was changed is detached: the exception of its date says in what it differs. With another number of
 * lanes, these are allotted anew (docs/booking.md#fewer-lanes). Refused: `appointments-do-not-fit` (somebody would lose
 * their hour, which only a person can settle with them), `closed-then` (a closure), `permanence-closed` (over, begun or
 * cancelled), `no-series` (nothing to go back to).
 */
export async function changeHalfDay(
  actor: Actor,
  wanted: ChangingHalfDay,
): Promise<Result<HalfDayEffect, ChangingRefusal>> {
  if (!isUuid(wanted.organisation) || (wanted.permanence !== undefined && !isUuid(wanted.permanence)))
    return refuse("not-found");
  return tellingTransaction((tx) => changeHalfDayOnce(tx, actor, wanted), actor);
}

/** The same inside a transaction of the caller. */
export async function changeHalfDayOnce(
  tx: Tx,
  actor: Actor,
  wanted: ChangingHalfDay,
): Promise<Result<HalfDayEffect, ChangingRefusal>> {
  const { organisation } = wanted;
  await tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisation}::uuid FOR NO KEY UPDATE`;
  if (wanted.permanence !== undefined) await lockPermanence(tx, wanted.permanence);
  const now = clock.now();
  const standing =
    wanted.permanence === undefined ? undefined : await standingHalfDay(tx, wanted.permanence, organisation, now);
  if (standing === null) return refuse("not-found");
  const asked = wanted.halfDay
    ? await askedOf(tx, wanted.halfDay, organisation, standing)
    : standing?.series
      ? ofItsSeries(standing)
      : undefined;
  if (!asked) return refuse(wanted.halfDay ? "no-own-place" : "no-series");
  const places = [asked.place.id, ...(standing ? [standing.held.place] : [])];
  if (places.some((id) => !may(actor, { act: "plan-half-days", place: id, organisation })))
    return refuse("not-allowed");
  if (!(await knowsTopics(tx, organisation, asked.topicKeys))) return refuse("unknown-topic");
  if (standing && (standing.held.cancelled || standing.held.begun)) return refuse("permanence-closed");
  if (asked.span.start <= now) return refuse("begins-in-the-past");
  const today = localDateOf(now, asked.place.timeZone);
  const at = { organisation, places: [asked.place], school: false };
  const { closures, holidays } = (await readClosed(tx, at, now, yearsFrom(today, asked.localDate)))(asked.place.id);
  if (closures.some((closure) => overlaps(closure, asked.span))) return refuse("closed-then");
  if (standing && !keepsAppointments(standing.held, asked)) return refuse("appointments-do-not-fit");
  const publicHoliday = holidays.has(asked.localDate);
  const lanes = standing ? await lanesOf(tx, standing.held, asked.plan.bookableLanes, now) : [];
  const effect = {
    ...(standing && { permanence: standing.held.id }),
    place: { id: asked.place.id, name: asked.place.name, timeZone: asked.place.timeZone },
    localDate: asked.localDate,
    span: asked.span,
    publicHoliday,
    outsideHours: isOutsideHours(asked.place, hoursOf(asked)),
    appointments: standing?.held.appointments.length ?? 0,
    beside: lanes.filter(({ appointment, lane }) => appointment.lane !== undefined && lane === undefined).length,
    people: standing?.held.people.length ?? 0,
    released: 0,
  };
  const version = contentHash({ effect, stands: standing?.held });
  if (wanted.preview) {
    const startsAt = toDate(asked.span.start);
    const endsAt = toDate(asked.span.end);
    const moved = standing ? [{ held: standing.held, startsAt, endsAt, desks: asked.plan.desks }] : [];
    return accept({ ...effect, planned: await peopleOfChange(tx, moved), version });
  }
  if (wanted.seen !== undefined && wanted.seen !== version) return refuse("changed-meanwhile");
  const written = standing
    ? {
        permanence: standing.held.id,
        released: await change(
          tx,
          standing,
          asked,
          { organisation, publicHoliday, lanes, goesBack: !wanted.halfDay },
          now,
        ),
      }
    : { permanence: await add(tx, organisation, asked, now), released: 0 };
  const act = !standing ? "half-day-added" : wanted.halfDay ? "half-day-changed" : "half-day-back-to-series";
  const data = { date: asked.localDate, released: written.released, ...valuesOf(asked, standing?.held) };
  await appendJournal(
    tx,
    actor,
    { act, organisation, place: asked.place.id, permanence: written.permanence, data },
    now,
  );
  return accept({ ...effect, ...written, version });
}

/** What the journal notes of the values before and after: moments, desks, lanes and the id of a place. */
const valuesOf = ({ span, plan, place }: WantedHalfDay, held: StandingHalfDay | undefined) => ({
  start: span.start,
  end: span.end,
  desks: plan.desks,
  lanes: plan.bookableLanes,
  ...(held && {
    startWas: held.span.start,
    endWas: held.span.end,
    desksWas: held.plan.desks,
    lanesWas: held.plan.bookableLanes,
  }),
  ...(held && held.place !== place.id && { placeWas: held.place }),
});

/** What a half-day is to be, and its place with its opening hours. */
type WantedHalfDay = HalfDayDetails & { readonly place: Place };

async function askedOf(
  tx: Tx,
  body: HalfDayBody,
  organisation: string,
  standing: HalfDayToChange | undefined,
): Promise<WantedHalfDay | undefined> {
  const place = await placeToPlanAt(tx, body.place, organisation, standing?.place);
  if (!place) return undefined;
  const start = instantAt(body.date, body.from, place.timeZone);
  return {
    place,
    localDate: body.date,
    span: { start, end: plusMinutes(start, body.to - body.from) },
    plan: planOf(body),
    topicKeys: body.topics,
    languages: body.languages,
    audience: body.audience ?? null,
  };
}

type HalfDayToChange = NonNullable<Awaited<ReturnType<typeof standingHalfDay>>>;

/** The day, hours, place and desks that its series has for its date. */
function ofItsSeries({ held, series }: HalfDayToChange): WantedHalfDay | undefined {
  if (!series) return undefined;
  const hours = seriesOfRow(series, series.place.timeZone);
  const start = instantAt(held.originalDate, hours.startMinute, hours.timeZone);
  return {
    place: series.place,
    localDate: held.originalDate,
    span: { start, end: plusMinutes(start, hours.endMinute - hours.startMinute) },
    plan: series.plan,
    topicKeys: series.topicKeys,
    languages: series.languages,
    audience: series.audience,
  };
}

/** Whether everybody who is booked keeps their hour, in a lane or beside the lanes. */
const keepsAppointments = (held: StandingHalfDay, asked: WantedHalfDay): boolean =>
  held.appointments.length === 0 ||
  (held.place === asked.place.id &&
    held.localDate === asked.localDate &&
    allAppointmentsFit(
      held.appointments.map(({ span }) => ({ span })),
      {
        span: asked.span,
        bookableLanes: asked.plan.bookableLanes,
        windows: windowsOf(asked.plan.windows, asked.span.start),
      },
    ));

/**
 * Who is booked, and the lane that each has when there are so many; empty when their number stays. Held hours end, so
 * they have none.
 */
async function lanesOf(tx: Tx, held: StandingHalfDay, lanes: number, now: Instant): Promise<readonly AllottedLane[]> {
  if (held.appointments.length === 0 || lanes === held.plan.bookableLanes) return [];
  const appointments = await loadAppointments(tx, [held.id]);
  return allotLanes(
    appointments.filter(({ state }) => state === "booked"),
    lanes,
    now,
  );
}

/** The minutes of its day. */
function hoursOf({ localDate, span, place }: WantedHalfDay): Hours {
  const startMinute = minuteOfDay(span.start, place.timeZone);
  return { weekday: weekdayOf(localDate), startMinute, endMinute: startMinute + (span.end - span.start) / MINUTE };
}

type Hours = Parameters<typeof isOutsideHours>[1];

/**
 * Writes a changed half-day, and the exception of its date; one that is as its series says has none. Returns how many
 * are no longer planned.
 */
async function change(
  tx: Tx,
  { held, series }: HalfDayToChange,
  asked: WantedHalfDay,
  {
    organisation,
    publicHoliday,
    lanes,
    goesBack,
  }: {
    readonly organisation: string;
    readonly publicHoliday: boolean;
    readonly lanes: readonly AllottedLane[];
    readonly goesBack: boolean;
  },
  now: Instant,
): Promise<number> {
  const released = await giveHours(tx, held, asked, now);
  await saveLanes(tx, lanes);
  if (!series) return released;
  const key = { seriesId: series.id, originalDate: columnOf(held.originalDate) };
  if (goesBack) {
    await tx.seriesException.deleteMany({ where: key });
    return released;
  }
  const hours = seriesOfRow(series, series.place.timeZone);
  const start = instantAt(held.originalDate, hours.startMinute, hours.timeZone);
  const date = {
    originalDate: held.originalDate,
    localDate: held.originalDate,
    span: { start, end: plusMinutes(start, hours.endMinute - hours.startMinute) },
  };
  const changed = { ...held, localDate: asked.localDate, span: asked.span, place: asked.place.id };
  const { id, topicKeys, languages, audience, place, plan } = series;
  await standApart(tx, changed, date, { id, organisation, place, hours, plan, topicKeys, languages, audience }, now);
  if (publicHoliday)
    await tx.seriesException.update({
      where: { seriesId_originalDate: key },
      data: { despiteHoliday: true },
      select: { seriesId: true },
    });
  return released;
}

async function add(tx: Tx, organisationId: string, asked: WantedHalfDay, now: Instant): Promise<string> {
  const id = freshId();
  await tx.permanence.create({
    data: {
      id,
      organisationId,
      placeId: asked.place.id,
      timeZone: asked.place.timeZone,
      localDate: columnOf(asked.localDate),
      startsAt: toDate(asked.span.start),
      endsAt: toDate(asked.span.end),
      ...asked.plan,
      topicKeys: asked.topicKeys,
      languages: asked.languages,
      audience: asked.audience,
      createdAt: toDate(now),
      updatedAt: toDate(now),
    },
    select: { id: true },
  });
  await writeVevent(tx, id);
  return id;
}
