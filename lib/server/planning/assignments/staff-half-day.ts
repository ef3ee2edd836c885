import type { Actor } from "#lib/access/actor.ts";
import type { PlannedSeat } from "#lib/schedule/planned-week.ts";
import { may } from "#lib/access/may.ts";
import type { SeatRefused, SeatRefusal } from "#lib/schedule/assignment.ts";
import type { HalfDayToFill, Stop } from "#lib/schedule/who-is-free.ts";
import { isUuid } from "#lib/uuid.ts";
import { spanOf } from "#lib/server/clock.ts";
import { transaction, type Tx } from "#lib/server/db.ts";
import { refusalOfConstraint } from "#lib/server/refusal-of-constraint.ts";
import { assignmentOfRow } from "./assignment-change.ts";
import { stopOf } from "./read-free-people.ts";
import { dateOfColumn } from "#lib/server/schedule/permanence-rows.ts";

/**
 * A half-day with the assignments that stand there. `placeName`: the short name of its place; `closedDesks`: at which
 * nobody is received any more.
 */
export type StaffedHalfDay = Omit<HalfDayToFill, "seats"> & {
  readonly organisation: string;
  readonly series: string | undefined;
  readonly placeName: string;
  readonly closedDesks: readonly number[];
  readonly stop: Stop;
  readonly seats: readonly PlannedSeat[];
};

/**
 * Why nobody was planned, taken off or replaced. `not-found`: there is no such half-day or assignment;
 * `changed-meanwhile`: it has changed since it was read.
 */
type AssignmentRefusal = SeatRefusal | "not-found" | "not-allowed" | "changed-meanwhile";

/** What became of an act of planning. Of `planned-elsewhere` it says for what the person is planned then. */
export type AssignmentOutcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Exclude<AssignmentRefusal, SeatRefusal> }
  | SeatRefused;

/**
 * The constraints that refuse a row when somebody was planned by another act in the same moment: read again, the reason
 * is seen.
 */
const MEANWHILE = { assignment_no_overlap: "again", assignment_desk_no_overlap: "again" } as const;

/**
 * Runs an act of planning in one transaction, and once more when another act was quicker: what that one wrote is then
 * read, and the refusal says what it is.
 */
export async function planning<Value>(
  actor: Actor,
  act: (tx: Tx) => Promise<AssignmentOutcome<Value>>,
): Promise<AssignmentOutcome<Value>> {
  try {
    return await transaction(act, actor);
  } catch (error) {
    if (refusalOfConstraint(error, MEANWHILE) === undefined) throw error;
    return transaction(act, actor);
  }
}

/**
 * Locks these half-days in the order of their ids, and answers what stands there, in order of time; those that do not
 * exist are missing.
 */
export async function lockHalfDays(tx: Tx, ids: readonly string[]): Promise<readonly StaffedHalfDay[]> {
  const known = [...new Set(ids.filter(isUuid))];
  await tx.$queryRaw`SELECT id FROM permanence WHERE id = ANY (${known}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
  return readStaffed(tx, known);
}

/** The same without the locks. */
export async function readStaffed(
  tx: Pick<Tx, "permanence">,
  ids: readonly string[],
): Promise<readonly StaffedHalfDay[]> {
  const rows = await tx.permanence.findMany({
    where: { id: { in: [...ids] } },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      placeId: true,
      organisationId: true,
      seriesId: true,
      localDate: true,
      timeZone: true,
      startsAt: true,
      endsAt: true,
      desks: true,
      closedDesks: true,
      status: true,
      languages: true,
      topicKeys: true,
      place: { select: { id: true, shortName: true, latitude: true, longitude: true } },
      assignments: { where: { released: false }, orderBy: [{ desk: "asc" }, { startsAt: "asc" }] },
    },
  });
  return rows.map((row) => ({
    id: row.id,
    place: row.placeId,
    organisation: row.organisationId,
    series: row.seriesId ?? undefined,
    localDate: dateOfColumn(row.localDate),
    timeZone: row.timeZone,
    span: spanOf(row),
    desks: row.desks,
    closedDesks: row.closedDesks,
    status: row.status,
    languages: row.languages,
    topicKeys: row.topicKeys,
    placeName: row.place.shortName,
    stop: stopOf(row.place),
    seats: row.assignments.map(assignmentOfRow),
  }));
}

/** Whether this person plans the half-days of that place and organisation. */
export const mayPlan = (actor: Actor, { place, organisation }: StaffedHalfDay): boolean =>
  may(actor, { act: "plan-half-days", place, organisation });
