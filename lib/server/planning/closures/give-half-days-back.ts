import type { Actor } from "#lib/access/actor.ts";
import type { CancelledByClosure } from "#lib/schedule/closure-effect.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock } from "#lib/server/clock.ts";
import { transaction } from "#lib/server/db.ts";
import { mayClose } from "./closed-place.ts";
import { giveHalfDayBack, type GivingBackRefusal } from "./give-half-day-back.ts";
import { cancelledBy, versionOfCancelled } from "./read-closures.ts";

/**
 * `given`: how many half-days are planned again; `cancelledAppointments`: of these, those that stay cancelled;
 * `refused`: the half-days that stay cancelled, each with why.
 */
export type GivenBackAll = {
  readonly given: number;
  readonly cancelledAppointments: number;
  readonly refused: readonly (CancelledByClosure & { readonly refusal: GivingBackRefusal })[];
};

/**
 * A coordinator gives back every half-day to come that a lifted closure cancelled, each whole or not as
 * `giveHalfDayBack` does it. `seen`: the version of what was shown before. Refused: `changed-meanwhile` (that is no
 * longer so), `still-shut` (the closure stands).
 */
export async function giveHalfDaysBack(
  actor: Actor,
  { closure, seen }: { readonly closure: string; readonly seen: string },
): Promise<Result<GivenBackAll, "not-found" | "not-allowed" | "still-shut" | "changed-meanwhile">> {
  if (!isUuid(closure)) return refuse("not-found");
  const read = await transaction(async (tx) => {
    const row = await tx.closure.findUnique({ where: { id: closure } });
    if (!row) return refuse("not-found");
    if (!mayClose(actor, row.organisationId, row.placeId ?? undefined)) return refuse("not-allowed");
    if (row.liftedAt === null) return refuse("still-shut");
    const cancelled = await cancelledBy(tx, closure, clock.now());
    return versionOfCancelled(cancelled) === seen ? accept(cancelled) : refuse("changed-meanwhile");
  }, actor);
  if (!read.ok) return read;
  let given = 0;
  let cancelledAppointments = 0;
  const refused: GivenBackAll["refused"][number][] = [];
  for (const one of read.value) {
    const done = await giveHalfDayBack(actor, one.permanence);
    if (!done.ok) {
      refused.push({ ...one, refusal: done.refusal });
      continue;
    }
    given += 1;
    cancelledAppointments += done.value.cancelledAppointments;
  }
  return accept({ given, cancelledAppointments, refused });
}
