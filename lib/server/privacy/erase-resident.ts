import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { cancelLocked } from "#lib/server/booking/cancel.ts";
import { lockPermanences } from "#lib/server/booking/load-bookable.ts";
import { rowOf, type LockedRow } from "#lib/server/booking/open-appointment.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db, transaction, type Tx } from "#lib/server/db.ts";
import { appendJournal, type HalfDayIds } from "#lib/server/journal/append-journal.ts";
import { whereContactOf } from "#lib/server/schedule/who-is-to-be-told.ts";
import { withdrawOffers } from "#lib/server/queue/withdraw-offers.ts";
import { erasedCode } from "./erasures.ts";
import type { ResidentRef, StaffActor } from "./find-resident.ts";

export type EraseRefusal = "not-found" | "not-allowed" | "being-helped" | "state-changed";

/** A move of the same appointment may be committed first. */
const TRIES = 5;

/** Whose help has begun: their line still needs the appointment. */
const IN_HELP: readonly string[] = ["serving", "paused"];
const IN_LINE: readonly string[] = ["waiting", "called", "absent"];

/**
 * Erases now what `erasuresAt` would erase later: name, telephone, e-mail, code and reason of an appointment and the
 * name of its number, or the name of a number. An appointment to come is cancelled first, its hour is free, and whoever
 * waits leaves the line; an hour that is offered for it is free, and messages about it that were not sent are not sent
 * any more. What names nobody stays (docs/personal-data.md#export-and-erasure-at-the-desk). Repeated, it does the same.
 * Noted in the journal. Refused: `not-found` (also another organisation’s), `not-allowed`, `being-helped` while the
 * person is at a table, `state-changed`.
 */
export async function eraseResident(actor: StaffActor, ref: ResidentRef): Promise<Result<void, EraseRefusal>> {
  return ref.kind === "appointment" ? eraseAppointment(actor, ref.id) : eraseNumber(actor, ref.id);
}

async function eraseAppointment(actor: StaffActor, id: string): Promise<Result<void, EraseRefusal>> {
  for (let left = TRIES; left > 0; left -= 1) {
    const found = await db.appointment.findUnique({
      where: { id, state: { not: "held" } },
      select: { placeId: true, permanenceId: true, permanence: { select: { organisationId: true } } },
    });
    if (!found) return refuse("not-found");
    const { placeId: place, permanenceId: permanence } = found;
    const at = { place, permanence, organisation: found.permanence.organisationId };
    if (!may(actor, { act: "erase-resident", place, organisation: at.organisation })) return refuse("not-allowed");
    const done = await transaction(async (tx) => {
      await lockPermanences(tx, [permanence]);
      const row = await rowOf(tx, id);
      return row.permanenceId === permanence ? eraseLocked(tx, actor, row, at) : undefined;
    }, actor);
    if (done) return done;
  }
  return refuse("state-changed");
}

async function eraseLocked(tx: Tx, actor: Actor, row: LockedRow, at: HalfDayIds): Promise<Result<void, EraseRefusal>> {
  const now = clock.now();
  if (row.visits.some(({ state }) => IN_HELP.includes(state))) return refuse("being-helped");
  const cancelled = await cancelLocked(tx, row, actor);
  // What is over needs no cancelling: its hour has passed, or its visit has ended.
  if (!cancelled.ok && row.visits.some(({ state }) => IN_LINE.includes(state))) return refuse("state-changed");
  await tx.appointmentContact.deleteMany({ where: whereContactOf(row.id, row.endsAt) });
  await tx.$executeRaw`UPDATE appointment SET ${erasedCode(toDate(now))} WHERE id = ${row.id}::uuid`;
  await withdrawOffers(tx, [row.id], now);
  await tx.appointmentOffer.deleteMany({ where: { appointmentId: row.id } });
  await endMessages(tx, { appointmentId: row.id });
  await forgetProcedure(tx, { appointmentId: row.id });
  for (const { id } of row.visits) {
    await overwriteName(tx, id);
    await forgetProcedure(tx, { visitId: id });
    await endMessages(tx, { visitId: id });
  }
  const data = { kind: "appointment", cancelled: cancelled.ok && row.state === "booked" };
  await appendJournal(tx, actor, { act: "resident-erased", ...at, data }, now);
  return accept(undefined);
}

async function eraseNumber(actor: StaffActor, id: string): Promise<Result<void, EraseRefusal>> {
  const found = await db.visit.findUnique({
    where: { id },
    select: { permanence: { select: { id: true, placeId: true, organisationId: true } } },
  });
  if (!found) return refuse("not-found");
  const { id: permanence, placeId: place, organisationId: organisation } = found.permanence;
  if (!may(actor, { act: "erase-resident", place, organisation })) return refuse("not-allowed");
  await transaction(async (tx) => {
    await overwriteName(tx, id);
    await forgetProcedure(tx, { visitId: id });
    await endMessages(tx, { visitId: id });
    const change = { act: "resident-erased", organisation, place, permanence, data: { kind: "number" } } as const;
    await appendJournal(tx, actor, change, clock.now());
  }, actor);
  return accept(undefined);
}

/**
 * The role that serves deletes no row of a name, so an empty name replaces it until the night takes the row; the
 * half-day’s local date is the part in which it stands.
 */
const overwriteName = (tx: Tx, visit: string): Promise<number> => tx.$executeRaw`
  UPDATE visit_identity SET name = '', phone = NULL
  FROM visit v JOIN permanence p ON p.id = v.permanence_id
  WHERE v.id = ${visit}::uuid AND visit_identity.visit_id = v.id AND visit_identity.day = p.local_date`;

/** The report is about nobody and stays, without the text that its conseiller typed. */
const forgetProcedure = (
  tx: Tx,
  of: { readonly appointmentId: string } | { readonly visitId: string },
): Promise<{ readonly count: number }> => tx.activityReport.updateMany({ where: of, data: { procedure: null } });

const endMessages = (
  tx: Tx,
  about: { readonly appointmentId: string } | { readonly visitId: string },
): Promise<{ readonly count: number }> =>
  tx.outboxMessage.updateMany({
    where: { ...about, sentAt: null, givenUpAt: null, cancelledAt: null },
    data: { cancelledAt: toDate(clock.now()) },
  });
