import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock } from "#lib/server/clock.ts";
import { transaction } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";

/**
 * Gives the door of a place a new QR code: the poster that hangs there stops working at once. `seen`: the generation
 * that the page showed, so that a form sent twice renews it once. Numbers already taken stay.
 */
export async function renewDoor(
  actor: Actor,
  id: string,
  seen: number,
): Promise<Result<void, "not-found" | "not-allowed">> {
  if (!isUuid(id)) return refuse("not-found");
  return transaction(async (tx) => {
    const row = await tx.place.findUnique({ where: { id }, select: { organisationId: true } });
    if (!row) return refuse("not-found");
    const organisation = row.organisationId;
    if (!may(actor, { act: "manage-places", place: id, organisation })) return refuse("not-allowed");
    const { count } = await tx.place.updateMany({
      where: { id, doorGeneration: seen },
      data: { doorGeneration: { increment: 1 } },
    });
    if (count === 1)
      await appendJournal(
        tx,
        actor,
        { act: "door-renewed", organisation, place: id, data: { generation: seen + 1 } },
        clock.now(),
      );
    return accept(undefined);
  }, actor);
}
