import type { Actor } from "#lib/access/actor.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { AbsenceEffect } from "#lib/schedule/absence.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { outside, overlaps, type Interval } from "#lib/time/interval.ts";
import { instantAt, localDateOf, plusDays } from "#lib/time/zone.ts";
import { isUuid } from "#lib/uuid.ts";
import type { JournalAct } from "#lib/access/journal.ts";
import { clock, spanOf, toDate, freshId } from "#lib/server/clock.ts";
import { transaction, type Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { refusalOfConstraint } from "#lib/server/refusal-of-constraint.ts";
import { readPeopleToPlan } from "#lib/server/planning/assignments/read-free-people.ts";
import { zoneOfOrganisation } from "#lib/server/schedule/zone-of-organisation.ts";
import { absenceEffect } from "./absence-effect.ts";
import { reachOfAbsence, type WhoseAbsence } from "./whose-absence.ts";

/** Days: how far ahead an absence may end; two years. */
const LONGEST = 2 * 366;

/**
 * Who is away and when. With `preview` nothing is written. `seen`: the version of the preview that was read; another
 * one is refused.
 */
export type NotingAbsence = WhoseAbsence & {
  readonly span: Interval;
  readonly preview: boolean;
  readonly seen?: string;
};

/** The same of an absence that is noted: its new hours. One that has begun keeps its beginning. */
export type ChangingAbsence = Omit<NotingAbsence, "account"> & { readonly absence: string };

export type RemovingAbsence = Omit<ChangingAbsence, "span">;

/**
 * `not-found`: no such absence, or nobody of this organisation who is planned; `away-already`: nothing of the span is
 * left that is not an absence, or a changed one would meet another; `already-over`: it has ended.
 */
export type AbsenceRefusal =
  | "not-found"
  | "not-allowed"
  | "away-already"
  | "already-over"
  | "begins-in-the-past"
  | "ends-in-the-past"
  | "ends-before-it-begins"
  | "too-far-ahead"
  | "changed-meanwhile";

type AbsenceResult = Result<AbsenceEffect, AbsenceRefusal>;

/**
 * Notes that somebody is away (docs/booking.md#absences), never why. Coordinators do it for anybody of their
 * organisation who may be planned at their places, everybody for themselves. What is an absence already, whoever
 * entered it, stays as it is; the rest of the span is written. It takes nobody off a half-day: the answer says what it
 * touches.
 */
export const noteAbsence = (actor: Actor, wanted: NotingAbsence): Promise<AbsenceResult> =>
  settling(actor, wanted, async (tx, now) => {
    const { organisation, account, span } = wanted;
    if (!isUuid(account)) return refuse("not-found");
    const reach = await reachOfAbsence(tx, actor, wanted, now);
    if (!reach) return refuse("not-allowed");
    const timeZone = await zoneOfOrganisation(tx, organisation);
    const days = daysRefused(span, timeZone, now);
    if (days) return refuse(days);
    const [person] = await readPeopleToPlan(tx, organisation, span, account);
    if (!person) return refuse("not-found");
    const spans = outside(span, person.absences);
    if (spans.length === 0) return refuse("away-already");
    const effect = await absenceEffect(tx, { reach, account, timeZone, during: span, now }, spans);
    if (isOther(wanted, effect.version)) return refuse("changed-meanwhile");
    const ids = wanted.preview ? [] : spans.map(() => freshId());
    await tx.absence.createMany({
      data: ids.map((id, index) => ({
        id,
        organisationId: organisation,
        conseillerId: account,
        ...columnsOf(spans[index] ?? span),
      })),
    });
    if (!wanted.preview) await note(tx, actor, "absence-noted", organisation, effect, now);
    return accept({ ...effect, ids });
  });

/**
 * Changes when somebody is away. What it says is what the hours that are new touch; hours that are no longer missed
 * touch nothing.
 */
export const changeAbsence = (actor: Actor, wanted: ChangingAbsence): Promise<AbsenceResult> =>
  settling(actor, wanted, async (tx, now) => {
    const { organisation } = wanted;
    const former = await lockedAbsence(tx, wanted);
    if (!former) return refuse("not-found");
    const { id, account, span: stood } = former;
    const reach = await reachOfAbsence(tx, actor, { organisation, account }, now);
    if (!reach) return refuse("not-allowed");
    if (stood.end <= now) return refuse("already-over");
    const timeZone = await zoneOfOrganisation(tx, organisation);
    const span = stood.start <= now ? { start: stood.start, end: wanted.span.end } : wanted.span;
    const days = daysRefused(span, timeZone, now, stood);
    if (days) return refuse(days);
    const [person] = await readPeopleToPlan(tx, organisation, span, account);
    const others = person?.absences.filter(({ start, end }) => start !== stood.start || end !== stood.end) ?? [];
    if (others.some((one) => overlaps(one, span))) return refuse("away-already");
    const effect = await absenceEffect(tx, { reach, account, timeZone, during: span, now }, [span]);
    const version = `${effect.version}${stood.start}${stood.end}`;
    if (isOther(wanted, version)) return refuse("changed-meanwhile");
    if (!wanted.preview) {
      await tx.absence.update({ where: { id }, data: columnsOf(span), select: { id: true } });
      await note(tx, actor, "absence-changed", organisation, effect, now);
    }
    return accept({ ...effect, version, ids: [id] });
  });

/**
 * Takes an absence back: from now on the person is there again. Of one that has begun what has passed stays: they were
 * away then. `cancelled`: how many half-days of that time at which they were planned are cancelled, and stay so.
 */
export const removeAbsence = (
  actor: Actor,
  wanted: RemovingAbsence,
): Promise<Result<AbsenceEffect & { readonly cancelled: number }, AbsenceRefusal>> =>
  settling(actor, wanted, async (tx, now) => {
    const { organisation } = wanted;
    const former = await lockedAbsence(tx, wanted);
    if (!former) return refuse("not-found");
    const { id, account, span } = former;
    const reach = await reachOfAbsence(tx, actor, { organisation, account }, now);
    if (!reach) return refuse("not-allowed");
    if (span.end <= now) return refuse("already-over");
    const timeZone = await zoneOfOrganisation(tx, organisation);
    const effect = await absenceEffect(tx, { reach, account, timeZone, during: span, now }, [span]);
    if (isOther(wanted, effect.version)) return refuse("changed-meanwhile");
    if (!wanted.preview) {
      if (span.start < now)
        await tx.absence.update({ where: { id }, data: { endsAt: toDate(now) }, select: { id: true } });
      else await tx.absence.delete({ where: { id }, select: { id: true } });
      await note(tx, actor, "absence-removed", organisation, effect, now);
    }
    const cancelled = await tx.permanence.count({
      where: {
        organisationId: organisation,
        status: "cancelled",
        endsAt: { gt: toDate(now) },
        assignments: {
          some: { conseillerId: account, startsAt: { lt: toDate(span.end) }, endsAt: { gt: toDate(span.start) } },
        },
      },
    });
    return accept({ ...effect, ids: [id], cancelled });
  });

/** Two absences of one person at once, by two organisations: read again, the second finds the first. */
const MEANWHILE = { absence_no_overlap: "again" } as const;

/** Runs one act in one transaction; two of one organisation one after the other. */
async function settling<Value>(
  actor: Actor,
  { organisation }: { readonly organisation: string },
  act: (tx: Tx, now: Instant) => Promise<Result<Value, AbsenceRefusal>>,
): Promise<Result<Value, AbsenceRefusal>> {
  if (!isUuid(organisation)) return refuse("not-found");
  const once = (): Promise<Result<Value, AbsenceRefusal>> =>
    transaction(async (tx) => {
      await tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisation}::uuid FOR NO KEY UPDATE`;
      return act(tx, clock.now());
    }, actor);
  try {
    return await once();
  } catch (error) {
    if (refusalOfConstraint(error, MEANWHILE) === undefined) throw error;
    return once();
  }
}

async function lockedAbsence(
  tx: Tx,
  { organisation, absence }: { readonly organisation: string; readonly absence: string },
): Promise<{ readonly id: string; readonly account: string; readonly span: Interval } | undefined> {
  if (!isUuid(absence)) return undefined;
  await tx.$queryRaw`SELECT id FROM absence WHERE id = ${absence}::uuid FOR NO KEY UPDATE`;
  const row = await tx.absence.findFirst({ where: { id: absence, organisationId: organisation } });
  return row ? { id: row.id, account: row.conseillerId, span: spanOf(row) } : undefined;
}

const isOther = ({ preview, seen }: { readonly preview: boolean; readonly seen?: string }, version: string): boolean =>
  !preview && seen !== undefined && seen !== version;

/**
 * Why nobody can be away then. Today may have begun; `stood`: when the absence was that changes, which may have begun
 * earlier.
 */
function daysRefused(
  { start, end }: Interval,
  timeZone: string,
  now: Instant,
  stood?: Interval,
): Exclude<AbsenceRefusal, "not-found"> | undefined {
  const today = localDateOf(now, timeZone);
  if (end <= start) return "ends-before-it-begins";
  if (start < instantAt(today, 0, timeZone) && start !== stood?.start) return "begins-in-the-past";
  if (end <= now) return "ends-in-the-past";
  return end > instantAt(plusDays(today, LONGEST), 0, timeZone) ? "too-far-ahead" : undefined;
}

const columnsOf = ({ start, end }: Interval) => ({ startsAt: toDate(instant(start)), endsAt: toDate(instant(end)) });

/**
 * Notes whose absence it is and how much it touches; when it is is not in it, since the journal is kept longer than
 * absences are.
 */
const note = (
  tx: Tx,
  actor: Actor,
  act: JournalAct,
  organisation: string,
  { account, halfDays, otherPlaces }: Omit<AbsenceEffect, "ids">,
  now: Instant,
): Promise<unknown> => {
  const data = {
    account,
    halfDays: new Set(halfDays.map(({ permanence }) => permanence)).size + otherPlaces,
    nobody: halfDays.filter((one) => one.nobody).length,
  };
  return appendJournal(tx, actor, { act, organisation, data }, now);
};
