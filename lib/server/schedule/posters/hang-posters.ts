import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { transaction } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { readPosters } from "./read-posters.ts";

/** A poster that somebody hung. `seen`: the version of what it said when it was printed. */
export type HungPosterWanted = { readonly place: string; readonly seen: string };

/**
 * Keeps what the posters say that hang on the walls of these places, so that a later change is seen. All or none:
 * refused with `changed-meanwhile` when one of them says something else by now than the poster that was printed.
 */
export async function hangPosters(
  actor: Actor,
  wanted: readonly HungPosterWanted[],
): Promise<Result<void, "nothing-chosen" | "not-allowed" | "changed-meanwhile">> {
  const seen = new Map(wanted.map((one) => [one.place, one.seen]));
  if (seen.size === 0) return refuse("nothing-chosen");
  if (![...seen.keys()].every((place) => isUuid(place))) return refuse("not-allowed");
  return transaction(async (tx) => {
    const now = clock.now();
    const posters = await readPosters(tx, { id: { in: [...seen.keys()] } }, now);
    const allowed = posters.every(({ place: { id, organisation } }) =>
      may(actor, { act: "print-door", place: id, organisation }),
    );
    if (posters.length < seen.size || !allowed) return refuse("not-allowed");
    if (posters.some(({ place, version }) => seen.get(place.id) !== version)) return refuse("changed-meanwhile");
    // By id, as every act locks places.
    for (const { place, said } of posters.toSorted((a, b) => (a.place.id < b.place.id ? -1 : 1))) {
      const row = { said: { ...said, closures: [...said.closures] }, hungAt: toDate(now) };
      await tx.hungPoster.upsert({
        where: { placeId: place.id },
        create: { placeId: place.id, ...row },
        update: row,
      });
      await appendJournal(
        tx,
        actor,
        { act: "poster-hung", organisation: place.organisation, place: place.id, data: {} },
        now,
      );
    }
    return accept(undefined);
  }, actor);
}
