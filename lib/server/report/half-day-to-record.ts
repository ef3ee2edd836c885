import { may } from "#lib/access/may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { readPermanence } from "#lib/server/schedule/read-permanence.ts";
import type { HalfDayAtPlace } from "#lib/server/schedule/half-day-at-place.ts";

/** The half-day of that id, for whoever may run its line. */
export async function halfDayOfTeam(
  actor: StaffActor,
  id: string,
): Promise<Result<HalfDayAtPlace, "not-found" | "not-allowed">> {
  const held = await readPermanence(id);
  if (!held) return refuse("not-found");
  const { id: permanence, at, organisation } = held;
  return may(actor, { act: "run-line", permanence, place: at.id, organisation }) ? accept(held) : refuse("not-allowed");
}
