import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { isUuid } from "#lib/uuid.ts";
import type { Tx } from "#lib/server/db.ts";

/** What a closure closes: a place, or every place. `timeZone`: on whose clock its days are. */
export type ClosedPlace = {
  readonly place?: { readonly id: string; readonly name: string };
  readonly timeZone: string;
};

const columns = { id: true, name: true, timeZone: true } as const;

/**
 * One place of the organisation that is shown, or with `place` undefined all of them; the days of a closure of all are
 * those of the place that was made first. Undefined: it is another organisation's, hidden or unknown, or there is none.
 */
export async function closedPlace(
  tx: Pick<Tx, "place">,
  organisationId: string,
  place: string | undefined,
): Promise<ClosedPlace | undefined> {
  if (place !== undefined && !isUuid(place)) return undefined;
  const found = await tx.place.findFirst({
    where: { organisationId, ...(place !== undefined && { id: place, hidden: false }) },
    orderBy: { id: "asc" },
    select: columns,
  });
  if (!found) return undefined;
  const { id, name, timeZone } = found;
  return place === undefined ? { timeZone } : { place: { id, name }, timeZone };
}

/**
 * Whether the actor may close that place, or with `place` undefined every place, which needs a role that is not
 * narrowed to places.
 */
export const mayClose = (actor: Actor, organisation: string, place: string | undefined): boolean =>
  may(actor, { act: "plan-half-days", place: place ?? EVERY_PLACE, organisation });

/** No place has this id, so that only a role at every place holds at it. */
const EVERY_PLACE = "";
