import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import type { QueueRefusal } from "#lib/queue/acts/acts.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { PermanenceStatus } from "#lib/schedule/permanence.ts";
import { isToday } from "#lib/schedule/today.ts";
import { instant } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock, freshId } from "#lib/server/clock.ts";
import { db, transaction, type Tx } from "#lib/server/db.ts";
import { lockAndApply } from "./apply-command.ts";
import { lockPermanence } from "./load-line.ts";
import { numberTaken, type NumberTaken } from "./visit-secret.ts";
import { claimedId, opens } from "#lib/server/secrets.ts";

/** The number that a booked person holds; `again` when they had it already. */
export type CheckedIn = NumberTaken & { readonly again: boolean };

export type CheckInRefusal = QueueRefusal | "not-allowed" | "not-today" | "ask-the-team";

/**
 * A booked person is here and joins the line with a number; the team says so, or a kiosk of the place. Asked again, it
 * answers the same visit. Refused as the line does, and `not-today` on another day of the place's calendar (a half-day
 * that is open past midnight still counts), `ask-the-team` when the person's visit has ended and its number is called
 * no more.
 */
export async function checkIn(actor: Actor, appointment: string): Promise<Result<CheckedIn, CheckInRefusal>> {
  const row = isUuid(appointment)
    ? await db.appointment.findUnique({
        where: { id: appointment },
        select: {
          permanence: {
            select: {
              id: true,
              placeId: true,
              organisationId: true,
              startsAt: true,
              endsAt: true,
              status: true,
              timeZone: true,
            },
          },
        },
      })
    : null;
  if (!row) return refuse("not-found");
  const {
    id: permanence,
    placeId: place,
    organisationId: organisation,
    startsAt,
    endsAt,
    status,
    timeZone,
  } = row.permanence;
  if (!may(actor, { act: "check-in", permanence, place, organisation })) return refuse("not-allowed");
  const span = { start: instant(startsAt.getTime()), end: instant(endsAt.getTime()) };
  if (!isToday({ span, status: status as PermanenceStatus }, timeZone, clock.now())) return refuse("not-today");
  return transaction(async (tx) => {
    await lockPermanence(tx, permanence);
    const here = await tx.visit.findFirst({
      where: { permanenceId: permanence, appointmentId: appointment },
      select: { id: true, endedAt: true },
    });
    return here?.endedAt === null
      ? accept({ ...(await numberTaken(tx, here.id)), again: true })
      : join(tx, actor, permanence, appointment);
  }, actor);
}

/** Sends `check-in` to the line. Its refusal `already-here` means here a visit that has ended. */
async function join(
  tx: Tx,
  actor: Actor,
  permanence: string,
  appointment: string,
): Promise<Result<CheckedIn, CheckInRefusal>> {
  const visit = freshId();
  const command = { id: freshId(), at: clock.now(), device: actor.kind, type: "check-in", appointment, visit } as const;
  const { result } = await lockAndApply(tx, permanence, command, { actor, lastExchange: undefined });
  if (result.outcome === "refused") return refuse(result.refusal === "already-here" ? "ask-the-team" : result.refusal);
  return accept({ ...(await numberTaken(tx, visit)), again: false });
}

/**
 * Checks in, as `arrive` does, the appointment whose link is shown to the team or a kiosk. A link alone checks nobody
 * in: its holder may be at home.
 */
export async function checkInBySecret(
  actor: Actor,
  secret: string,
  arrive: typeof checkIn = checkIn,
): Promise<Result<CheckedIn, CheckInRefusal>> {
  const id = claimedId(secret);
  const row =
    id === undefined ? null : await db.appointment.findUnique({ where: { id }, select: { generation: true } });
  return id !== undefined && row && opens(secret, "appointment", id, row.generation)
    ? arrive(actor, id)
    : refuse("not-found");
}
