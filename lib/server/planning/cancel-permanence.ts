import type { Prisma } from "#prisma/generated/client.ts";
import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { holdsPersonalNumber } from "#lib/access/personal-number.ts";
import type { CancellationEffect } from "#lib/booking/cancelled-half-day.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import { endHoldsOf } from "#lib/server/booking/appointment-rows.ts";
import { writeVevent, writeVeventsOfMoved } from "#lib/server/calendar/write-vevent.ts";
import { clock, toDate, freshId } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { tellingTransaction } from "#lib/server/message/telling-transaction.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { lockAndApply } from "#lib/server/queue/apply-command.ts";
import { lockPermanence } from "#lib/server/queue/load-line.ts";

export type CancelPermanenceRefusal =
  | "not-found"
  | "not-allowed"
  | "permanence-closed"
  | "desk-busy"
  | "state-changed"
  | "personal-number-refused";

/**
 * What is asked: with `preview`, only what cancelling would do; otherwise to cancel, for a reason. `closure`: the
 * closure that cancels it; `movedTo`: the half-day that is held instead.
 */
export type Cancelling =
  | { readonly permanence: string; readonly preview: true }
  | {
      readonly permanence: string;
      readonly preview: false;
      readonly reason: string;
      readonly closure?: string;
      readonly movedTo?: string;
    };

/**
 * A coordinator cancels a half-day, or first reads what that would do (docs/booking.md#cancelling-a-half-day). In one
 * transaction its appointments become `cancelled-by-service`, everybody who still has a number ends `unserved`, the
 * line closes, its held hours end, its conseillers may be planned elsewhere, the calendar text is written and the
 * followers are notified. Asked again, it answers what it did. Refused: `permanence-closed` (over), `desk-busy`
 * (somebody is called or being helped), `personal-number-refused` (in the reason).
 */
export async function cancelPermanence(
  actor: Actor,
  wanted: Cancelling,
): Promise<Result<CancellationEffect, CancelPermanenceRefusal>> {
  if (!isUuid(wanted.permanence)) return refuse("not-found");
  if (!wanted.preview && holdsPersonalNumber(wanted.reason)) return refuse("personal-number-refused");
  return tellingTransaction((tx) => cancelOnce(tx, actor, wanted), actor);
}

/** The same inside a transaction of the caller. `right`: by which it is done. */
export async function cancelOnce(
  tx: Tx,
  actor: Actor,
  wanted: Cancelling,
  right: "plan-half-days" | "settle-own-half-day" = "plan-half-days",
): Promise<Result<CancellationEffect, CancelPermanenceRefusal>> {
  await lockPermanence(tx, wanted.permanence);
  const row = await tx.permanence.findUnique({
    where: { id: wanted.permanence },
    select: { id: true, placeId: true, organisationId: true, status: true, endsAt: true },
  });
  if (!row) return refuse("not-found");
  if (!may(actor, { act: right, place: row.placeId, organisation: row.organisationId })) return refuse("not-allowed");
  const now = clock.now();
  if (row.status === "cancelled") return accept(await cancelledBy(tx, row.id));
  if (row.status === "closed" || row.endsAt <= toDate(now)) return refuse("permanence-closed");
  if (wanted.preview) return accept(await cancelling(tx, row.id, now));
  return cancelNow(tx, actor, row, wanted, now);
}

/** Finds the appointments before it closes the line, since afterwards nobody waits in it any more. */
async function cancelNow(
  tx: Tx,
  actor: Actor,
  { id: permanenceId, organisationId: organisation, placeId: place }: HalfDay,
  { reason, closure, movedTo }: { readonly reason: string; readonly closure?: string; readonly movedTo?: string },
  now: Instant,
): Promise<Result<CancellationEffect, CancelPermanenceRefusal>> {
  const appointments = await tx.appointment.findMany({
    where: appointmentsToCancel(permanenceId, now),
    select: { id: true },
  });
  const closed = await closeLine(tx, actor, permanenceId, now);
  if (!closed.ok) return closed;
  await tx.appointment.updateMany({
    where: { id: { in: appointments.map(({ id }) => id) } },
    data: { state: "cancelled-by-service", cancelledAt: toDate(now) },
  });
  await endHoldsOf(tx, permanenceId);
  await tx.permanence.update({
    where: { id: permanenceId },
    data: {
      status: "cancelled",
      cancelReason: reason,
      closureId: closure ?? null,
      movedToId: movedTo ?? null,
      updatedAt: toDate(now),
    },
    select: { id: true },
  });
  // What had moved to this one moves on with it.
  if (movedTo !== undefined)
    await tx.permanence.updateMany({ where: { movedToId: permanenceId }, data: { movedToId: movedTo } });
  await writeVevent(tx, permanenceId);
  if (movedTo !== undefined) await writeVeventsOfMoved(tx, movedTo, now);
  const { appointments: told, waiting } = await cancelledBy(tx, permanenceId);
  const data = { appointments: told, waiting };
  await appendJournal(
    tx,
    actor,
    { act: "half-day-cancelled", organisation, place, permanence: permanenceId, data },
    now,
  );
  return accept({ ...data, beingHelped: 0 });
}

type HalfDay = { readonly id: string; readonly organisationId: string; readonly placeId: string };

/**
 * Closes the line by its own command, which writes the events of everybody who was not served and notifies the
 * followers.
 */
async function closeLine(
  tx: Tx,
  actor: Actor,
  permanenceId: string,
  now: Instant,
): Promise<Result<void, "desk-busy" | "state-changed">> {
  const waiting = await tx.visit.findMany({
    where: leftovers(permanenceId),
    select: { id: true },
    orderBy: { number: "asc" },
  });
  const command = {
    id: freshId(),
    at: now,
    device: "planning",
    type: "close",
    leftovers: waiting.map(({ id }) => ({ visit: id, choice: "another-date" as const })),
  } as const;
  const { result } = await lockAndApply(tx, permanenceId, command, { actor, lastExchange: undefined, cancels: true });
  if (result.outcome !== "refused") return accept(undefined);
  return refuse(result.refusal === "desk-busy" ? "desk-busy" : "state-changed");
}

/** The visits that still have a number: waiting, absent after a call, or paused. */
const leftovers = (permanenceId: string) =>
  ({ permanenceId, state: { in: [...IN_LINE, "paused"] } }) satisfies Prisma.VisitWhereInput;

/** The states of those who have not been helped; somebody who is paused had been, and is not unserved. */
const IN_LINE = ["waiting", "absent"];

/** The booked appointments whose hour is not over, or whose resident has checked in and waits. */
const appointmentsToCancel = (permanenceId: string, now: Instant) =>
  ({
    permanenceId,
    state: "booked",
    OR: [{ visits: { none: {} }, endsAt: { gt: toDate(now) } }, { visits: { some: { state: { in: IN_LINE } } } }],
  }) satisfies Prisma.AppointmentWhereInput;

/** What cancelling would do now. */
async function cancelling(tx: Tx, permanenceId: string, now: Instant): Promise<CancellationEffect> {
  const appointments = await tx.appointment.count({ where: appointmentsToCancel(permanenceId, now) });
  const waiting = await tx.visit.count({ where: { permanenceId, state: { in: IN_LINE } } });
  const beingHelped = await tx.visit.count({ where: { permanenceId, state: { in: ["called", "serving"] } } });
  return { appointments, waiting, beingHelped };
}

/** What cancelling did. */
async function cancelledBy(tx: Tx, permanenceId: string): Promise<CancellationEffect> {
  const appointments = await tx.appointment.count({ where: { permanenceId, state: "cancelled-by-service" } });
  const waiting = await tx.visit.count({ where: { permanenceId, state: "unserved" } });
  return { appointments, waiting, beingHelped: 0 };
}
