import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { freeSlug, slugOfPlace } from "#lib/place/slug.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { isUuid } from "#lib/uuid.ts";
import type { PlaceTyped } from "#lib/wire/place/place-body.ts";
import { clock } from "#lib/server/clock.ts";
import { transaction, type Tx } from "#lib/server/db.ts";
import { keepOutcome, outcomeOf, retryForSameKey } from "#lib/server/idempotency.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { columnsOfTyped, type PlaceTypedRefusal, type PlaceTypedRefused } from "./place-columns.ts";

const SCOPE = "create-place";

/**
 * Makes a place of an organisation from what the team typed, and answers its slug, which is given once and stays. For
 * whoever manages every place of the organisation. The same key leads to the same place.
 */
export async function createPlace(
  actor: Actor,
  organisation: string,
  typed: PlaceTyped,
  key?: string,
): Promise<Result<{ readonly id: string; readonly slug: string }, CreatePlaceRefusal> | PlaceTypedRefused> {
  if (!isUuid(organisation) || !may(actor, { act: "manage-places", organisation })) return refuse("not-allowed");
  const columns = columnsOfTyped(typed);
  if (!columns.ok) return columns;
  const request = { organisation, typed };
  return retryForSameKey(() =>
    transaction(async (tx) => {
      await lockPlaces(tx);
      const earlier = key === undefined ? accept(undefined) : await outcomeOf(tx, SCOPE, key, request);
      if (!earlier.ok) return earlier;
      const select = { id: true, slug: true } as const;
      if (earlier.value) return accept(await tx.place.findUniqueOrThrow({ where: { id: earlier.value.id }, select }));
      const now = clock.now();
      const wanted = slugOfPlace(columns.value.name, columns.value.city);
      const alike = await tx.place.findMany({ where: { slug: { in: slugsLike(wanted) } }, select: { slug: true } });
      const slug = freeSlug(wanted, new Set(alike.map((one) => one.slug)));
      const place = await tx.place.create({ data: { ...columns.value, slug, organisationId: organisation }, select });
      await appendJournal(tx, actor, { act: "place-made", organisation, place: place.id, data: {} }, now);
      if (key !== undefined) await keepOutcome(tx, SCOPE, key, request, { kind: "place", id: place.id }, now);
      return accept(place);
    }, actor),
  );
}

/**
 * Locks the table `place` against other writers until the transaction ends. A second import waits for the first without
 * a limit.
 */
export async function lockPlaces(tx: Tx): Promise<void> {
  await tx.$executeRaw`SET LOCAL lock_timeout = 0`;
  await tx.$executeRaw`LOCK TABLE place IN SHARE ROW EXCLUSIVE MODE`;
}

/** The slugs that places of one name and commune can have; more than a hundred such places there are not. */
const slugsLike = (wanted: string): string[] => [
  wanted,
  ...Array.from({ length: 100 }, (_, before) => `${wanted}-${before + 2}`),
];

export type CreatePlaceRefusal = PlaceTypedRefusal | "not-allowed" | "idempotency-key-reused";
