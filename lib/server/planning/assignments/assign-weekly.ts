import type { Actor } from "#lib/access/actor.ts";
import { accept, refuse } from "#lib/result.ts";
import { decideAssignment } from "#lib/schedule/assignment.ts";
import { isUuid } from "#lib/uuid.ts";
import { isInRhythm, type Rhythm } from "#lib/schedule/dates-of-person.ts";
import type { WeeklyAssigned } from "#lib/schedule/planned-week.ts";
import { clock, freshId } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { dataOfChange, writeChange } from "./assignment-change.ts";
import { readPeopleToPlan } from "./read-free-people.ts";
import {
  lockHalfDays,
  mayPlan,
  planning,
  readStaffed,
  type AssignmentOutcome,
  type StaffedHalfDay,
} from "./staff-half-day.ts";

/**
 * Somebody at a half-day of a series, and at those that follow it, in a rhythm; with `preview` only what that would do.
 */
export type AssigningWeekly = {
  readonly permanence: string;
  readonly account: string;
  readonly rhythm?: Rhythm;
  readonly preview: boolean;
};

/** Most half-days of one series at once: those of a year, were they held every day. */
const MOST = 366;

/**
 * « Comme chaque semaine »: somebody is planned at a half-day and at all that its series has in the coming year, or at
 * those of a rhythm, wherever they can be; the other dates are named with their reason (docs/planning.md#every-week).
 * Of a half-day without a series, at that one. One transaction.
 */
export function assignWeekly(actor: Actor, wanted: AssigningWeekly): Promise<AssignmentOutcome<WeeklyAssigned>> {
  return planning(actor, (tx) => assignOnce(tx, actor, wanted));
}

async function assignOnce(tx: Tx, actor: Actor, wanted: AssigningWeekly): Promise<AssignmentOutcome<WeeklyAssigned>> {
  if (!isUuid(wanted.permanence)) return refuse("not-found");
  const now = clock.now();
  const halfDays = await followingHalfDays(tx, wanted.permanence, { lock: !wanted.preview });
  const first = halfDays.find(({ id }) => id === wanted.permanence);
  const last = halfDays.at(-1);
  if (!first || !last) return refuse("not-found");
  if (!halfDays.every((one) => mayPlan(actor, one))) return refuse("not-allowed");
  const { organisation, place, id: permanence } = first;
  const { rhythm = {} } = wanted;
  const during = { start: first.span.start, end: last.span.end };
  const [known] = isUuid(wanted.account) ? await readPeopleToPlan(tx, organisation, during, wanted.account) : [];
  const person = known ?? { account: wanted.account, holds: [], busy: [], absences: [] };
  const answers = halfDays
    .filter(({ status, localDate }) => status !== "cancelled" && isInRhythm(localDate, first.localDate, rhythm))
    .map((halfDay) => ({ halfDay, seat: decideAssignment(person, halfDay, {}, now) }));
  const planned = answers.flatMap(({ halfDay, seat }) =>
    seat.ok ? [{ ...seat.value, permanence: halfDay.id, localDate: halfDay.localDate }] : [],
  );
  const effect = {
    planned,
    already: answers.filter(({ seat }) => !seat.ok && seat.refusal === "planned-here").length,
    without: answers.flatMap(({ halfDay, seat }) =>
      seat.ok || seat.refusal === "planned-here"
        ? []
        : [
            {
              permanence: halfDay.id,
              localDate: halfDay.localDate,
              refusal: seat.refusal,
              ...(seat.elsewhere && { elsewhere: seat.elsewhere }),
            },
          ],
    ),
  };
  if (wanted.preview || planned.length === 0) return accept(effect);
  const added = planned.map(({ localDate: _, ...seat }) => ({ ...seat, id: freshId(), topicKeys: [] }));
  const change = { organisation, removed: [], added };
  const written = await writeChange(tx, change);
  if (!written.ok) return written;
  const data = { account: wanted.account, halfDays: planned.length, ...dataOfChange(change) };
  await appendJournal(tx, actor, { act: "person-planned-weekly", organisation, place, permanence, data }, now);
  return accept(effect);
}

/**
 * The half-day and those of its series that follow it; it alone where it has none. With `lock` they are locked after
 * their series.
 */
export async function followingHalfDays(
  tx: Tx,
  id: string,
  { lock }: { readonly lock: boolean },
): Promise<readonly StaffedHalfDay[]> {
  const row = await tx.permanence.findUnique({ where: { id }, select: { seriesId: true, startsAt: true } });
  if (!row) return [];
  const ids = row.seriesId === null ? [id] : await followingIds(tx, row.seriesId, row.startsAt, lock);
  return lock ? lockHalfDays(tx, ids) : readStaffed(tx, ids);
}

async function followingIds(tx: Tx, series: string, from: Date, lock: boolean): Promise<readonly string[]> {
  if (lock) await tx.$queryRaw`SELECT id FROM series WHERE id = ${series}::uuid FOR NO KEY UPDATE`;
  const rows = await tx.$queryRaw<readonly { readonly id: string }[]>`
    SELECT id FROM permanence WHERE series_id = ${series}::uuid AND starts_at >= ${from}
    ORDER BY starts_at, id LIMIT ${MOST}`;
  return rows.map(({ id }) => id);
}
