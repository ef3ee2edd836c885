import type { Actor } from "../../access/actor.ts";
import { may } from "../../access/may.ts";
import { accept, refuse, type Result } from "../../result.ts";
import { isUuid } from "../../uuid.ts";
import { clock, toDate } from "../clock.ts";
import { db } from "../db.ts";

/** Takes a device away: its cookie opens nothing from now on, and its code neither. Asked again, it answers the same. */
export async function revokeDevice(actor: Actor, id: string): Promise<Result<void, "not-found" | "not-allowed">> {
  const device = isUuid(id)
    ? await db.device.findUnique({ where: { id }, select: { place: { select: { organisationId: true } } } })
    : null;
  if (!device) return refuse("not-found");
  if (!may(actor, { act: "manage-devices", organisation: device.place.organisationId })) return refuse("not-allowed");
  await db.device.updateMany({
    where: { id, revokedAt: null },
    data: { revokedAt: toDate(clock.now()), generation: { increment: 1 }, enrolCode: null, enrolUntil: null },
  });
  return accept(undefined);
}
