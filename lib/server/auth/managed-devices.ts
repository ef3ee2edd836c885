import { may } from "#lib/access/may.ts";
import { whereMay } from "#lib/access/where-may.ts";
import { instant } from "#lib/time/instant.ts";
import type { PlaceWithDevices } from "#lib/access/managed-devices.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import type { StaffActor } from "./options.ts";

/** Places that are listed: more than one person looks after. */
const MOST = 300;

/** The places at which this person manages devices, by name, with their devices. Two queries. */
export async function listManagedDevices(actor: StaffActor): Promise<readonly PlaceWithDevices[]> {
  const now = clock.now();
  const rows = await db.place.findMany({
    where: {
      OR: whereMay(actor, "manage-devices").map(({ organisation, places }) => ({
        organisationId: organisation,
        ...(places !== "all" && { id: { in: [...places] } }),
      })),
    },
    select: {
      id: true,
      name: true,
      timeZone: true,
      organisationId: true,
      devices: { where: { revokedAt: null }, orderBy: [{ name: "asc" }, { id: "asc" }] },
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: MOST,
  });
  return rows
    .filter(({ id, organisationId }) => may(actor, { act: "manage-devices", place: id, organisation: organisationId }))
    .map(({ id, name, timeZone, devices }) => ({
      id,
      name,
      timeZone,
      devices: devices.map((device) => {
        const heard = device.lastHeardAt?.getTime();
        const until = device.enrolUntil?.getTime();
        return {
          id: device.id,
          name: device.name,
          kind: device.kind,
          enrolled: device.enrolledAt !== null,
          ...(heard !== undefined && { lastHeard: instant(heard) }),
          ...(until !== undefined && until > now && { until: instant(until) }),
        };
      }),
    }));
}
