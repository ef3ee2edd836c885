import { localDateOf } from "#lib/time/zone.ts";
import { clock } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";

/** Of an organisation without a place. */
const DEFAULT_ZONE = "Europe/Paris";

/**
 * The time zone on whose clock the days of an organisation are read: that of its first own place, or else of its first
 * half-day, at a place of another. Two statements at most, each of one row.
 */
export async function zoneOfOrganisation(tx: Pick<Tx, "place" | "permanence">, organisation: string): Promise<string> {
  const where = { organisationId: organisation };
  const own = await tx.place.findFirst({ where, select: { timeZone: true }, orderBy: { id: "asc" } });
  if (own) return own.timeZone;
  const held = await tx.permanence.findFirst({ where, select: { timeZone: true }, orderBy: { startsAt: "asc" } });
  return held?.timeZone ?? DEFAULT_ZONE;
}

/** The date there now, YYYY-MM-DD. */
export const todayOfOrganisation = async (
  tx: Pick<Tx, "place" | "permanence">,
  organisation: string,
): Promise<string> => localDateOf(clock.now(), await zoneOfOrganisation(tx, organisation));
