import type { Actor } from "../../access/actor.ts";
import { refuse, type Result } from "../../result.ts";
import { db } from "../db.ts";
import { claimedId, opens } from "../secrets.ts";
import { checkIn, type CheckedIn, type CheckInRefusal } from "./check-in.ts";

/** Checks in the appointment whose link is shown to the team or a kiosk. A link alone checks nobody in: its holder may be at home. */
export async function checkInBySecret(actor: Actor, secret: string): Promise<Result<CheckedIn, CheckInRefusal>> {
  const id = claimedId(secret);
  const row =
    id === undefined ? null : await db.appointment.findUnique({ where: { id }, select: { generation: true } });
  return id !== undefined && row && opens(secret, "appointment", id, row.generation)
    ? checkIn(actor, id)
    : refuse("not-found");
}
