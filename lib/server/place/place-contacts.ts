import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { isUuid } from "#lib/uuid.ts";
import type { PlaceContactTyped } from "#lib/wire/place/place-body.ts";
import { clock } from "#lib/server/clock.ts";
import { transaction, type Tx } from "#lib/server/db.ts";
import { keepOutcome, outcomeOf, retryForSameKey } from "#lib/server/idempotency.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";

type Refusal = "not-found" | "not-allowed";

const SCOPE = "place-contact";

/** Adds somebody on site to a place, for the team alone. The same key adds them once. */
export const addPlaceContact = (
  actor: Actor,
  place: string,
  typed: PlaceContactTyped,
  key?: string,
): Promise<Result<void, Refusal | "idempotency-key-reused">> =>
  retryForSameKey(() =>
    atManagedPlace(actor, place, async (tx, organisation) => {
      const request = { place, typed };
      const earlier = key === undefined ? accept(undefined) : await outcomeOf(tx, SCOPE, key, request);
      if (!earlier.ok) return earlier;
      if (earlier.value) return accept(undefined);
      const now = clock.now();
      const { id } = await tx.placeContact.create({ data: { placeId: place, ...typed }, select: { id: true } });
      await appendJournal(tx, actor, { act: "place-contact-made", organisation, place, data: { contact: id } }, now);
      if (key !== undefined) await keepOutcome(tx, SCOPE, key, request, { kind: "place-contact", id }, now);
      return accept(undefined);
    }),
  );

/** Removes a contact of a place. Asked again, it answers the same. */
export const removePlaceContact = (actor: Actor, place: string, contact: string): Promise<Result<void, Refusal>> =>
  atManagedPlace(actor, place, async (tx, organisation) => {
    if (!isUuid(contact)) return refuse("not-found");
    const { count } = await tx.placeContact.deleteMany({ where: { id: contact, placeId: place } });
    if (count === 1)
      await appendJournal(
        tx,
        actor,
        { act: "place-contact-removed", organisation, place, data: { contact } },
        clock.now(),
      );
    return accept(undefined);
  });

async function atManagedPlace<Refused extends string>(
  actor: Actor,
  place: string,
  act: (tx: Tx, organisation: string) => Promise<Result<void, Refused>>,
): Promise<Result<void, Refused | Refusal>> {
  if (!isUuid(place)) return refuse("not-found");
  return transaction(async (tx) => {
    const row = await tx.place.findUnique({ where: { id: place }, select: { organisationId: true } });
    if (!row) return refuse("not-found");
    if (!may(actor, { act: "manage-places", place, organisation: row.organisationId })) return refuse("not-allowed");
    return act(tx, row.organisationId);
  }, actor);
}
