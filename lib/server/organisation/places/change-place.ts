import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { isUuid } from "#lib/uuid.ts";
import type { PlaceTyped } from "#lib/wire/place/place-body.ts";
import { FIELDS_IN_EVENTS, rewriteEvents } from "#lib/server/calendar/write-vevent.ts";
import { clock } from "#lib/server/clock.ts";
import { contentHash } from "#lib/server/content-hash.ts";
import { transaction } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import {
  columnsOfTyped,
  fieldsOfPlace,
  type PlaceTypedRefusal,
  type PlaceTypedRefused,
} from "#lib/server/place/place-columns.ts";

/**
 * Changes what is said of a place. What the national file last gave (`imported`) stays as it is, so that the next
 * import sees which columns were changed here and keeps them. Calendar texts of the half-days to come follow. Nothing
 * is noted when nothing changed. `seen`: the version of what was stored (`fieldsOfPlace`); refused `changed-meanwhile`
 * when it is no longer that one.
 */
export async function changePlace(
  actor: Actor,
  id: string,
  typed: PlaceTyped,
  seen?: string,
): Promise<Result<{ readonly changed: number }, ChangePlaceRefusal> | PlaceTypedRefused> {
  if (!isUuid(id)) return refuse("not-found");
  return transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM place WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
    const row = await tx.place.findUnique({ where: { id } });
    if (!row) return refuse("not-found");
    const organisation = row.organisationId;
    if (!may(actor, { act: "manage-places", place: id, organisation })) return refuse("not-allowed");
    if (seen !== undefined && seen !== contentHash(fieldsOfPlace(row))) return refuse("changed-meanwhile");
    const columns = columnsOfTyped(typed, row);
    if (!columns.ok) return columns;
    const before: Readonly<Record<string, unknown>> = row;
    const changes = Object.fromEntries(
      Object.entries(columns.value).filter(
        ([column, value]) => JSON.stringify(before[column] ?? null) !== JSON.stringify(value ?? null),
      ),
    );
    const changed = Object.keys(changes);
    if (changed.length === 0) return accept({ changed: 0 });
    const now = clock.now();
    await tx.place.update({ where: { id }, data: changes, select: { id: true } });
    // A date that is a holiday no longer is written within a minute; one that stands already stays until somebody
    // cancels it.
    if (changed.includes("goodFriday"))
      await tx.series.updateMany({ where: { placeId: id }, data: { planDueAt: null } });
    if (changed.some((column) => FIELDS_IN_EVENTS.has(column))) await rewriteEvents(tx, { placeId: id }, now);
    const data = { fields: changed.join(" ") };
    await appendJournal(tx, actor, { act: "place-changed", organisation, place: id, data }, now);
    return accept({ changed: changed.length });
  }, actor);
}

export type ChangePlaceRefusal = PlaceTypedRefusal | "not-found" | "not-allowed" | "changed-meanwhile";
