import type { Actor } from "../../access/actor.ts";
import { may } from "../../access/may.ts";
import type { QueueRefusal } from "../../queue/refusal.ts";
import { accept, refuse, type Result } from "../../result.ts";
import { isUuid } from "../../uuid.ts";
import { clock } from "../clock.ts";
import { db, transaction, type Tx } from "../db.ts";
import { freshId } from "../fresh-id.ts";
import { lockAndApply } from "./apply-command.ts";
import { lockPermanence } from "./load-line.ts";
import { numberTaken, type NumberTaken } from "./number-taken.ts";

/** The number a booked person holds; `again` when she already had it. */
export type CheckedIn = NumberTaken & { readonly again: boolean };

/** A booked person is here and joins the line with a number. Asked again, it answers the same visit. */
export async function checkIn(actor: Actor, arrival: { readonly permanence: string; readonly appointment: string }): Promise<Result<CheckedIn, QueueRefusal | "not-allowed">> {
  const permanence = isUuid(arrival.permanence) && isUuid(arrival.appointment)
    ? await db.permanence.findUnique({ where: { id: arrival.permanence }, select: { placeId: true, organisationId: true } })
    : null;
  if (!permanence) return refuse("not-found");
  if (!may(actor, { act: "check-in", place: permanence.placeId, organisation: permanence.organisationId })) return refuse("not-allowed");
  return transaction(async (tx) => {
    await lockPermanence(tx, arrival.permanence);
    const here = await tx.visit.findFirst({ where: { permanenceId: arrival.permanence, appointmentId: arrival.appointment }, select: { id: true } });
    return here ? accept({ ...(await numberTaken(tx, here.id)), again: true }) : join(tx, actor, arrival);
  });
}

async function join(tx: Tx, actor: Actor, { permanence, appointment }: { readonly permanence: string; readonly appointment: string }): Promise<Result<CheckedIn, QueueRefusal>> {
  const visit = freshId();
  const command = { id: freshId(), at: clock.now(), device: actor.kind, type: "check-in", appointment, visit } as const;
  const result = await lockAndApply(tx, permanence, command, { actor, lastExchange: undefined });
  return result.outcome === "refused" ? refuse(result.refusal) : accept({ ...(await numberTaken(tx, visit)), again: false });
}
