import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import { notifyLineChanged } from "#lib/server/booking/appointment-rows.ts";
import { isStillOfTeam } from "#lib/server/auth/roles-of-accounts.ts";
import { writeVevent } from "#lib/server/calendar/write-vevent.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { tellingTransaction } from "#lib/server/message/telling-transaction.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { lockPermanence } from "#lib/server/queue/load-line.ts";

/**
 * `cancelledAppointments`: those that the service cancelled; they stay cancelled, and the team calls these people.
 * `people`: how many are planned again.
 */
export type GivenBack = { readonly cancelledAppointments: number; readonly people: number };

export type GivingBackRefusal =
  | "not-found"
  | "not-allowed"
  | "state-changed"
  | "permanence-closed"
  | "still-shut"
  | "hours-taken";

/**
 * A coordinator gives back a half-day that a closure cancelled, or that was moved: it is planned as before and can be
 * booked, and its calendar entry says so. Appointments that the service cancelled stay cancelled. Whoever was planned
 * there is again, unless they are elsewhere or absent then. Refused: `state-changed` (it is not cancelled),
 * `permanence-closed` (it has begun, or somebody had a number there), `still-shut` (a closure stands over it),
 * `hours-taken` (the same organisation holds another half-day there then).
 */
export async function giveHalfDayBack(actor: Actor, permanence: string): Promise<Result<GivenBack, GivingBackRefusal>> {
  if (!isUuid(permanence)) return refuse("not-found");
  return tellingTransaction((tx) => giveBackOnce(tx, actor, permanence), actor);
}

async function giveBackOnce(tx: Tx, actor: Actor, id: string): Promise<Result<GivenBack, GivingBackRefusal>> {
  await lockPermanence(tx, id);
  const row = await tx.permanence.findUnique({
    where: { id },
    select: { id: true, placeId: true, organisationId: true, status: true, startsAt: true, endsAt: true },
  });
  if (!row) return refuse("not-found");
  const { placeId: place, organisationId: organisation, startsAt } = row;
  if (!may(actor, { act: "plan-half-days", place, organisation })) return refuse("not-allowed");
  const now = clock.now();
  if (row.status !== "cancelled") return refuse("state-changed");
  const visits = await tx.visit.count({ where: { permanenceId: id } });
  if (startsAt <= toDate(now) || visits > 0) return refuse("permanence-closed");
  const why = await whatIsInTheWay(tx, row);
  if (why) return refuse(why);
  const people = await planBack(tx, id, { away: "leaves" }, now);
  const cancelledAppointments = await tx.appointment.count({
    where: { permanenceId: id, state: "cancelled-by-service" },
  });
  const data = { appointments: cancelledAppointments };
  await appendJournal(tx, actor, { act: "half-day-given-back", organisation, place, permanence: id, data }, now);
  return accept({ cancelledAppointments, people });
}

type CancelledRow = {
  readonly id: string;
  readonly placeId: string;
  readonly organisationId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
};

/**
 * Why a cancelled half-day cannot be held: a closure stands over it, or the same organisation holds another one there
 * then.
 */
export async function whatIsInTheWay(
  tx: Tx,
  { id, placeId: place, organisationId: organisation, startsAt, endsAt }: CancelledRow,
): Promise<"still-shut" | "hours-taken" | undefined> {
  const closure = await tx.closure.findFirst({
    where: {
      liftedAt: null,
      startsAt: { lt: endsAt },
      endsAt: { gt: startsAt },
      OR: [{ placeId: place }, { placeId: null, organisationId: organisation }],
    },
    select: { id: true },
  });
  if (closure) return "still-shut";
  const other = await tx.permanence.findFirst({
    where: {
      placeId: place,
      organisationId: organisation,
      id: { not: id },
      status: { in: ["scheduled", "open"] },
      startsAt: { lt: endsAt },
      endsAt: { gt: startsAt },
    },
    select: { id: true },
  });
  return other ? "hours-taken" : undefined;
}

/**
 * Plans a cancelled half-day in which nobody has had a number as it was before. `away`: whether whoever is away then,
 * or has no role there any more, stays planned there, as at a half-day that is held. Returns how many people are
 * planned there again.
 */
export async function planBack(
  tx: Tx,
  id: string,
  { away }: { readonly away: "stays" | "leaves" },
  now: Instant,
): Promise<number> {
  await tx.permanence.update({
    where: { id },
    data: {
      status: "scheduled",
      numbers: "not-yet",
      cancelReason: null,
      closureId: null,
      movedToId: null,
      closedAt: null,
      outcome: null,
      updatedAt: toDate(now),
    },
    select: { id: true },
  });
  const people = await planAgain(tx, id, away === "stays");
  await writeVevent(tx, id);
  await notifyLineChanged(tx, id);
  return people;
}

/**
 * Plans again whoever was released when it was cancelled and is free then, and where `away`, whoever is away or has no
 * role there any more; the others are planned there no more, so that somebody else can have their desk. Returns how
 * many are planned again.
 */
async function planAgain(tx: Tx, permanence: string, away: boolean): Promise<number> {
  const rows = await tx.$queryRaw<unknown[]>`
    UPDATE assignment a SET released = false FROM permanence p WHERE p.id = a.permanence_id AND a.permanence_id = ${permanence}::uuid AND a.released
      AND NOT EXISTS (SELECT FROM assignment o WHERE o.conseiller_id = a.conseiller_id AND o.id <> a.id AND NOT o.released AND o.starts_at < a.ends_at AND a.starts_at < o.ends_at)
      AND (${away} OR ${isStillOfTeam} AND NOT EXISTS (SELECT FROM absence o WHERE o.conseiller_id = a.conseiller_id AND o.starts_at < a.ends_at AND a.starts_at < o.ends_at))
    RETURNING a.id`;
  await tx.assignment.deleteMany({ where: { permanenceId: permanence, released: true } });
  return rows.length;
}
