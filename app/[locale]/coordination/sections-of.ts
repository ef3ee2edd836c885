import { SECTIONS, type Section } from "#components/staff/sections.ts";
import { organisationsWhere } from "#lib/access/where-may.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { hostFor } from "#lib/server/organisation/host.ts";

/**
 * The sections that this person may use. That of the installation is for the administrators of the organisation that
 * hosts it alone.
 */
export async function sectionsOf(actor: StaffActor): Promise<readonly Section[]> {
  const held = SECTIONS.filter(({ act, at }) => organisationsWhere(actor, act, at).length > 0);
  const asks = held.some(({ act }) => act === "host-organisations");
  return asks && !(await hostFor(actor)) ? held.filter(({ act }) => act !== "host-organisations") : held;
}
