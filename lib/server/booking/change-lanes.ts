import type { Actor } from "../../access/actor.ts";
import { may } from "../../access/may.ts";
import { allotLanes, type Allotted, type BesideLanes, type LanesChanged } from "../../booking/allot-lanes.ts";
import { bookableShare } from "../../booking/bookable-share.ts";
import { accept, refuse, type Result } from "../../result.ts";
import { instant, type Instant } from "../../time/instant.ts";
import { isUuid } from "../../uuid.ts";
import { endExpiredHolds } from "./held-hours.ts";
import { FEWER_LANES, laneColumns } from "./save-appointment.ts";
import { loadAppointments } from "./load-appointments.ts";
import { clock, toDate } from "../clock.ts";
import { transaction, type Tx } from "../db.ts";
import { appendJournal } from "../journal/append-journal.ts";
import { lockPermanence } from "../queue/load-line.ts";
import { laneRefusals, refusalOfConstraint } from "../refusal-of-constraint.ts";
import { CONTACT_OF } from "../schedule/people-to-tell.ts";
import { permanenceColumns, permanenceOfRow } from "../schedule/permanence-of-row.ts";

export type LanesWish = { readonly permanence: string; readonly bookableLanes: number };
export type LanesRefusal = "not-found" | "not-allowed" | "permanence-closed" | "too-many-lanes" | "slot-taken";

/**
 * A coordinator gives a half-day more or fewer bookable lanes (docs/booking.md#fewer-lanes). Nothing is cancelled and no
 * hour changes: an appointment that finds no lane stands beside them and is listed in the answer, until it has one again.
 * Refused: `too-many-lanes` (more than desks), `permanence-closed` (over or cancelled), `slot-taken` (a constraint of the
 * database refused it, and nothing has changed). Asked again, it answers the same.
 */
export async function changeLanes(actor: Actor, wanted: LanesWish): Promise<Result<LanesChanged, LanesRefusal>> {
  if (!isUuid(wanted.permanence)) return refuse("not-found");
  try {
    return await transaction((tx) => changeOnce(tx, actor, wanted), actor);
  } catch (error) {
    const refusal = refusalOfConstraint(error, laneRefusals);
    if (refusal === undefined) throw error;
    return refuse(refusal);
  }
}

async function changeOnce(
  tx: Tx,
  actor: Actor,
  { permanence, bookableLanes }: LanesWish,
): Promise<Result<LanesChanged, LanesRefusal>> {
  await lockPermanence(tx, permanence);
  const row = await tx.permanence.findUnique({
    where: { id: permanence },
    select: { ...permanenceColumns, placeId: true, organisationId: true },
  });
  if (!row) return refuse("not-found");
  if (!may(actor, { act: "plan-half-days", place: row.placeId, organisation: row.organisationId }))
    return refuse("not-allowed");
  const now = clock.now();
  const halfDay = { ...permanenceOfRow(row), bookableLanes };
  if (halfDay.status === "closed" || halfDay.status === "cancelled" || halfDay.span.end <= now)
    return refuse("permanence-closed");
  if (bookableLanes > halfDay.desks) return refuse("too-many-lanes");
  await endExpiredHolds(tx, { permanence: row.id, conseiller: undefined }, now);
  await saveLanes(tx, allotLanes(await loadAppointments(tx, [row.id]), bookableLanes, now));
  await tx.permanence.update({
    where: { id: row.id },
    data: { bookableLanes, updatedAt: toDate(now) },
    select: { id: true },
  });
  if (bookableLanes !== row.bookableLanes) {
    const data = { before: row.bookableLanes, after: bookableLanes };
    const { organisationId: organisation, placeId: place } = row;
    await appendJournal(tx, actor, { act: "lanes-changed", organisation, place, permanence, data }, now);
  }
  return accept({
    bookableLanes,
    share: bookableShare(halfDay),
    beside: await besideLanes(tx, row.id, now),
    timeZone: halfDay.timeZone,
  });
}

/** Takes every changed appointment out of its lane first, so that no two are in one lane at any moment. */
export async function saveLanes(tx: Tx, allotted: readonly Allotted[]): Promise<void> {
  const changed = allotted.filter(({ appointment, lane }) => appointment.lane !== lane);
  await tx.appointment.updateMany({
    where: { id: { in: changed.map(({ appointment }) => appointment.id) } },
    data: laneColumns(undefined, FEWER_LANES),
  });
  for (const { appointment, lane } of changed) {
    if (lane !== undefined)
      // The holder of a held hour may have booked another half-day meanwhile, which deletes its row.
      await tx.appointment.updateMany({ where: { id: appointment.id }, data: laneColumns(lane, undefined) });
  }
}

async function besideLanes(tx: Tx, permanenceId: string, now: Instant): Promise<readonly BesideLanes[]> {
  const rows = await tx.appointment.findMany({
    where: { permanenceId, state: "booked", overbookReason: FEWER_LANES, endsAt: { gt: toDate(now) } },
    select: {
      id: true,
      startsAt: true,
      endsAt: true,
      code: true,
      topicKeys: true,
      bookedAt: true,
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
  });
  const reachable = await reachableOf(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map(({ id, startsAt, endsAt, code, topicKeys, bookedAt }) => ({
    id,
    code,
    topics: topicKeys,
    span: { start: instant(startsAt.getTime()), end: instant(endsAt.getTime()) },
    bookedAt: instant(bookedAt.getTime()),
    reachable: reachable.has(id),
  }));
}

/** Which of these appointments have a telephone or an e-mail address. */
async function reachableOf(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ readonly id: string }[]>`
    SELECT a.id::text AS id FROM appointment a JOIN ${CONTACT_OF}
    WHERE a.id = ANY (${[...ids]}::uuid[]) AND num_nonnulls(c.phone, c.email) > 0`;
  return new Set(rows.map(({ id }) => id));
}
