import type { Actor } from "../../access/actor.ts";
import { instant, MINUTE } from "../../time/instant.ts";
import { clock, toDate } from "../clock.ts";
import { db } from "../db.ts";
import { claimedId, opens } from "../secrets.ts";
import { noteKnown } from "./known-here.ts";

export type DeviceActor = Extract<Actor, { kind: "device" }>;

/** The kiosk or screen behind a device cookie's value; undefined when it opens nothing or the device was taken away. */
export async function actorOfDevice(secret: string | undefined): Promise<DeviceActor | undefined> {
  const id = secret === undefined ? undefined : claimedId(secret);
  if (secret === undefined || id === undefined) return undefined;
  const row = await db.device.findUnique({
    where: { id },
    select: { placeId: true, kind: true, generation: true, enrolledAt: true, revokedAt: true, lastHeardAt: true },
  });
  if (!row?.enrolledAt || row.revokedAt || !opens(secret, "device", id, row.generation)) return undefined;
  if (row.kind !== "kiosk" && row.kind !== "screen") return undefined;
  await noteHeard(id, row.lastHeardAt);
  noteKnown(secret);
  return { kind: "device", device: id, place: row.placeId, use: row.kind };
}

/** When it was last there, to the minute: enough to see on a list that a screen is dark. */
async function noteHeard(id: string, last: Date | null): Promise<void> {
  const now = clock.now();
  if (last && instant(last.getTime() + MINUTE) > now) return;
  await db.device.updateMany({ where: { id }, data: { lastHeardAt: toDate(now) } });
}
