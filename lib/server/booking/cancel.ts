import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import type { AppointmentFacts } from "#lib/booking/appointment-state.ts";
import { cancel } from "#lib/booking/cancel.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { clock, toDate, freshId } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { lockAndApply } from "#lib/server/queue/apply-command.ts";
import { withdrawOffers } from "#lib/server/queue/withdraw-offers.ts";
import { appointmentOfRow } from "./load-appointments.ts";
import { changeAppointment, changeOpened, openFor, type LockedRow } from "./open-appointment.ts";
import { permanenceEndOf } from "#lib/server/schedule/permanence-rows.ts";
import { notifyLineChanged } from "./appointment-rows.ts";

export type CancelRefusal = "not-found" | "state-changed" | "too-late";

/**
 * The resident cancels their appointment; asked again, it answers the same. The hour is free at once, with one that was
 * offered instead, and a resident who waits with a number leaves the line. Refused as `lib/booking/cancel.ts` says;
 * `too-late` to whoever booked for somebody who has come.
 */
export const cancelAppointment = (secret: string): Promise<Result<void, CancelRefusal>> =>
  changeAppointment(secret, [], cancelLocked);

/**
 * One of the team cancels it for its person, who has asked at the desk or on the telephone. Noted in the journal.
 * Refused as above; `not-found` also where this person may not.
 */
export async function cancelAppointmentFor(
  actor: Extract<Actor, { kind: "staff" }>,
  appointment: string,
): Promise<Result<void, CancelRefusal>> {
  const opened = await openFor(actor, appointment);
  if (!opened) return refuse("not-found");
  const { place, organisation, permanence } = opened;
  if (!may(actor, { act: "find-appointment", place, organisation })) return refuse("not-found");
  return changeOpened(
    () => openFor(actor, appointment),
    [],
    async (tx, row) => {
      const done = await cancelLocked(tx, row, actor);
      const change = { act: "appointment-cancelled", organisation, place, permanence, data: {} } as const;
      if (done.ok) await appendJournal(tx, actor, change, clock.now());
      return done;
    },
  );
}

/**
 * The same for an appointment whose half-day is locked, by its holder or by one of the team whom the holder asked to.
 */
export async function cancelLocked(tx: Tx, row: LockedRow, actor: Actor): Promise<Result<void, CancelRefusal>> {
  const now = clock.now();
  const [arrived] = row.visits;
  // Whoever booked for somebody else is not told that the person has come, and does not end their waiting.
  if (arrived && row.byHelper && actor.kind === "resident") return refuse("too-late");
  const visit = arrived && { visit: arrived.state as NonNullable<AppointmentFacts["visit"]> };
  const given = cancel(
    { state: appointmentOfRow(row).state, permanenceEnd: permanenceEndOf(row.permanence), ...visit },
    now,
  );
  if (!given.ok) return given;
  if (given.value.effect === "none") return accept(undefined);
  if (given.value.effect === "cancelled-and-leaves" && arrived) {
    const command = {
      id: freshId(),
      at: now,
      device: "resident",
      type: "leave",
      visit: arrived.id,
      by: "resident",
    } as const;
    const { result } = await lockAndApply(tx, row.permanenceId, command, { actor, lastExchange: undefined });
    if (result.outcome === "refused") return refuse("state-changed");
  }
  await tx.appointment.update({
    where: { id: row.id },
    data: { state: "cancelled-by-resident", cancelledAt: toDate(now) },
    select: { id: true },
  });
  await withdrawOffers(tx, [row.id], now);
  await notifyLineChanged(tx, row.permanenceId);
  return accept(undefined);
}
