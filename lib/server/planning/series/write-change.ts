import { Prisma } from "#prisma/generated/client.ts";
import type { PeopleOfChange } from "#lib/booking/series-effect.ts";
import { windowsLasting } from "#lib/schedule/series-exception.ts";
import type { Occurrence } from "#lib/schedule/occurrences.ts";
import { MINUTE, type Instant } from "#lib/time/instant.ts";
import { minuteOfDay } from "#lib/time/zone.ts";
import { endHoldsOf } from "#lib/server/booking/appointment-rows.ts";
import { writeVevent } from "#lib/server/calendar/write-vevent.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { columnOf } from "#lib/server/schedule/permanence-rows.ts";
import type { Plan } from "./plan-of-series.ts";
import type { StandingHalfDay } from "./standing-half-days.ts";

/** What the half-days of a series have from now on. */
export type NewSeries = {
  readonly id: string;
  readonly organisation: string;
  readonly place: { readonly id: string; readonly timeZone: string };
  readonly hours: { readonly startMinute: number; readonly endMinute: number };
  readonly plan: Plan;
  readonly topicKeys: string[];
  readonly languages: string[];
  readonly audience: string | null;
};

/** A half-day takes the day, hours, place and desks of its date in a series; otherwise as `giveHours`. */
export async function standForDate(
  tx: Tx,
  held: StandingHalfDay,
  date: Occurrence,
  { id: seriesId, ...series }: NewSeries,
  now: Instant,
): Promise<number> {
  await tx.permanence.update({
    where: { id: held.id },
    data: { seriesId, originalDate: columnOf(date.originalDate) },
    select: { id: true },
  });
  const windows = windowsLasting(series.plan.windows, series.hours, (date.span.end - date.span.start) / MINUTE);
  return giveHours(
    tx,
    held,
    { ...series, ...date, place: series.place, plan: { ...series.plan, windows: [...windows] } },
    now,
  );
}

/** When and where a half-day is held, and what it offers. */
export type HalfDayDetails = Pick<NewSeries, "place" | "plan" | "topicKeys" | "languages" | "audience"> &
  Pick<Occurrence, "localDate" | "span">;

/**
 * A half-day takes another day, hours, place or desks. Whoever was planned for all of it is planned for its new hours,
 * unless they are elsewhere or absent then. Returns how many are no longer planned there. The caller holds its lock and
 * has checked that nobody loses an appointment.
 */
export async function giveHours(
  tx: Tx,
  held: StandingHalfDay,
  { localDate, span: { start, end }, place, plan, topicKeys, languages, audience }: HalfDayDetails,
  now: Instant,
): Promise<number> {
  const span = { startsAt: toDate(start), endsAt: toDate(end) };
  await tx.permanence.update({
    where: { id: held.id },
    data: {
      localDate: columnOf(localDate),
      placeId: place.id,
      timeZone: place.timeZone,
      ...span,
      ...plan,
      topicKeys,
      languages,
      audience,
      updatedAt: toDate(now),
    },
    select: { id: true },
  });
  if (held.shut) await keepNoLonger(tx, held.id);
  // An hour that somebody is choosing right now may be gone.
  await endHoldsOf(tx, held.id);
  const released = await moveAssignments(tx, held, span, plan.desks);
  await writeVevent(tx, held.id);
  return released;
}

/**
 * A half-day that a closure keeps from being booked is booked again once it is held where, or when, that closure does
 * not reach it.
 */
const keepNoLonger = (tx: Tx, id: string): Promise<unknown> => tx.$executeRaw`
  UPDATE permanence p SET closure_id = NULL WHERE p.id = ${id}::uuid AND NOT EXISTS (
    SELECT FROM closure c WHERE c.id = p.closure_id AND c.starts_at < p.ends_at AND p.starts_at < c.ends_at AND (c.place_id IS NULL OR c.place_id = p.place_id))`;

/** A half-day that stands, and its new hours and number of desks. */
type MovedHalfDay = {
  readonly held: StandingHalfDay;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly desks: number;
};

/** SQL: these as rows `m`. */
const movedRows = (moved: readonly MovedHalfDay[]) => Prisma.sql`unnest(
    ${moved.map(({ held }) => held.id)}::uuid[], ${moved.map(({ held }) => toDate(held.span.start))}::timestamptz[],
    ${moved.map(({ held }) => toDate(held.span.end))}::timestamptz[], ${moved.map(({ startsAt }) => startsAt)}::timestamptz[],
    ${moved.map(({ endsAt }) => endsAt)}::timestamptz[], ${moved.map(({ desks }) => desks)}::int[])
  AS m(id, former_start, former_end, starts_at, ends_at, desks)`;

/**
 * SQL: whoever has assignment `a` cannot be there once half-day `m` has its new hours and desks: their desk is gone,
 * they were there for a part alone, they are at another half-day, or absent.
 */
const CANNOT_FOLLOW = Prisma.sql`(a.desk > m.desks
  OR (m.starts_at, m.ends_at) <> (m.former_start, m.former_end) AND (a.starts_at, a.ends_at) <> (m.former_start, m.former_end)
  OR EXISTS (SELECT FROM assignment o WHERE o.conseiller_id = a.conseiller_id AND o.permanence_id <> a.permanence_id AND NOT o.released
    AND o.starts_at < m.ends_at AND m.starts_at < o.ends_at)
  OR EXISTS (SELECT FROM absence o WHERE o.conseiller_id = a.conseiller_id AND o.starts_at < m.ends_at AND m.starts_at < o.ends_at))`;

/**
 * Who is planned at half-days that would move, and who of them could not follow. One statement, none where nobody is
 * planned.
 */
export async function peopleOfChange(tx: Tx, moved: readonly MovedHalfDay[]): Promise<PeopleOfChange> {
  const people = new Set(moved.flatMap(({ held }) => held.people)).size;
  const dates = moved.filter(({ held }) => held.people.length > 0).length;
  const changed = moved.filter(
    ({ held, startsAt, endsAt, desks }) =>
      held.people.length > 0 &&
      (desks < held.plan.desks || startsAt.getTime() !== held.span.start || endsAt.getTime() !== held.span.end),
  );
  if (changed.length === 0) return { people, dates, leaving: [] };
  const rows = await tx.$queryRaw<readonly { readonly name: string | null; readonly dates: number }[]>`
    SELECT u.name, count(DISTINCT m.id)::int AS dates FROM assignment a JOIN ${movedRows(changed)} ON a.permanence_id = m.id
      JOIN user_account u ON u.id = a.conseiller_id
    WHERE NOT a.released AND ${CANNOT_FOLLOW} GROUP BY u.id ORDER BY u.name, u.id`;
  return { people, dates, leaving: rows.map(({ name, dates: of }) => ({ ...(name !== null && { name }), dates: of })) };
}

async function moveAssignments(
  tx: Tx,
  held: StandingHalfDay,
  { startsAt, endsAt }: { readonly startsAt: Date; readonly endsAt: Date },
  desks: number,
): Promise<number> {
  const isSame = startsAt.getTime() === held.span.start && endsAt.getTime() === held.span.end;
  if (held.people.length === 0 || (isSame && desks >= held.plan.desks)) return 0;
  const gone = await tx.$queryRaw<{ readonly id: string }[]>`
    DELETE FROM assignment a USING ${movedRows([{ held, startsAt, endsAt, desks }])}
    WHERE a.permanence_id = m.id AND ${CANNOT_FOLLOW} RETURNING a.id`;
  if (!isSame) await tx.assignment.updateMany({ where: { permanenceId: held.id }, data: { startsAt, endsAt } });
  return gone.length;
}

/**
 * A half-day stands for a date of a series and stays as it is: the exception of that date says in what it differs. A
 * cancelled one is an exception too, so that the date does not come back.
 */
export async function standApart(
  tx: Tx,
  held: StandingHalfDay,
  date: Occurrence,
  series: NewSeries,
  now: Instant,
): Promise<void> {
  const originalDate = columnOf(date.originalDate);
  await tx.permanence.update({
    where: { id: held.id },
    data: { seriesId: series.id, originalDate },
    select: { id: true },
  });
  const exception = held.cancelled ? { kind: "cancelled" } : { kind: "changed", ...differenceOf(held, date, series) };
  const key = { seriesId: series.id, originalDate };
  await tx.seriesException.upsert({
    where: { seriesId_originalDate: key },
    create: { ...key, ...exception, organisationId: series.organisation, createdAt: toDate(now) },
    update: { ...NOTHING, ...exception },
    select: { seriesId: true },
  });
}

const NOTHING = {
  localDate: null,
  startMinute: null,
  endMinute: null,
  placeId: null,
  despiteHoliday: false,
  ownPlan: false,
};

/** In what a half-day differs from its date; its desks and windows are its own in any case. */
function differenceOf(held: StandingHalfDay, date: Occurrence, { hours, place }: NewSeries) {
  const startMinute = minuteOfDay(held.span.start, place.timeZone);
  const endMinute = startMinute + (held.span.end - held.span.start) / MINUTE;
  const isSameHours = startMinute === hours.startMinute && endMinute === hours.endMinute;
  return {
    ...(held.localDate !== date.originalDate && { localDate: columnOf(held.localDate) }),
    ...(!isSameHours && { startMinute, endMinute }),
    ...(held.place !== place.id && { placeId: held.place }),
    ownPlan: true,
  };
}

/**
 * Cancels a half-day in which nobody has an appointment or a number; `sentence` is what residents read. The database
 * releases whoever was planned there.
 */
export async function cancelWithoutPeople(
  tx: Tx,
  held: StandingHalfDay,
  sentence: string,
  now: Instant,
): Promise<void> {
  await endHoldsOf(tx, held.id);
  await tx.permanence.update({
    where: { id: held.id },
    data: { status: "cancelled", cancelReason: sentence, closureId: null, updatedAt: toDate(now) },
    select: { id: true },
  });
  await writeVevent(tx, held.id);
}

/**
 * The desks and windows of a half-day that stands for a date of a series are its own from now on, and its hours where
 * they are given, so that no series gives it others.
 */
export async function keepByHand(
  tx: Tx,
  permanence: string,
  hours: { readonly startMinute: number; readonly endMinute: number } | undefined,
  now: Instant,
): Promise<void> {
  const row = await tx.permanence.findUniqueOrThrow({
    where: { id: permanence },
    select: { seriesId: true, originalDate: true, organisationId: true },
  });
  if (row.seriesId === null || row.originalDate === null) return;
  const key = { seriesId: row.seriesId, originalDate: row.originalDate };
  await tx.seriesException.upsert({
    where: { seriesId_originalDate: key },
    create: {
      ...key,
      kind: "changed",
      ownPlan: true,
      ...hours,
      organisationId: row.organisationId,
      createdAt: toDate(now),
    },
    update: { ownPlan: true, ...hours },
    select: { seriesId: true },
  });
}
