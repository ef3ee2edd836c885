import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock } from "#lib/server/clock.ts";
import { transaction } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { notOver } from "./permanence-rows.ts";

/** `seen`: how many half-days to come the page named before it asked. */
type Hiding = { readonly hidden: true; readonly seen: number } | { readonly hidden: false };

/**
 * Takes a place off every public page and search, or shows it again. Its half-days, appointments and lines stay, and
 * the team goes on seeing it. Refused: `state-changed` when more half-days are to come than were named.
 */
export async function hidePlace(
  actor: Actor,
  id: string,
  wanted: Hiding,
): Promise<Result<void, "not-found" | "not-allowed" | "state-changed">> {
  if (!isUuid(id)) return refuse("not-found");
  return transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM place WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
    const row = await tx.place.findUnique({ where: { id }, select: { organisationId: true, hidden: true } });
    if (!row) return refuse("not-found");
    const organisation = row.organisationId;
    if (!may(actor, { act: "manage-places", place: id, organisation })) return refuse("not-allowed");
    if (row.hidden === wanted.hidden) return accept(undefined);
    const now = clock.now();
    const coming = await tx.permanence.count({
      where: { placeId: id, status: { in: ["scheduled", "open"] }, ...notOver(now) },
    });
    if (wanted.hidden && coming > wanted.seen) return refuse("state-changed");
    await tx.place.update({ where: { id }, data: { hidden: wanted.hidden }, select: { id: true } });
    const act = wanted.hidden ? "place-hidden" : "place-shown";
    await appendJournal(tx, actor, { act, organisation, place: id, data: { halfDays: coming } }, now);
    return accept(undefined);
  }, actor);
}
