import type { Place } from "#prisma/generated/client.ts";
import { isOpenDuring, parseWeek } from "#lib/place/opening-hours.ts";
import type { Hours } from "#lib/schedule/series-exception.ts";
import { isUuid } from "#lib/uuid.ts";
import type { Tx } from "#lib/server/db.ts";

/**
 * Where an organisation may plan: its own places that residents see, and the one where a half-day or series is held
 * already.
 */
export async function placeToPlanAt(
  tx: Tx,
  id: string | undefined,
  organisationId: string,
  former: Place | undefined,
): Promise<Place | undefined> {
  if (id === undefined || !isUuid(id)) return undefined;
  if (id === former?.id) return former;
  return (await tx.place.findFirst({ where: { id, organisationId, hidden: false } })) ?? undefined;
}

/** Whether an organisation has all topics of these keys. */
export async function knowsTopics(tx: Tx, organisationId: string, keys: readonly string[]): Promise<boolean> {
  const wanted = new Set(keys);
  return (
    wanted.size === 0 || wanted.size === (await tx.topic.count({ where: { organisationId, key: { in: [...wanted] } } }))
  );
}

/**
 * Whether a place is not open all of these hours of that weekday (1 is Monday), by what is known of its opening hours.
 */
export function isOutsideHours(
  { openingHours }: Pick<Place, "openingHours">,
  { weekday, startMinute: from, endMinute: to }: Hours & { readonly weekday: number },
): boolean {
  const week = openingHours === null ? undefined : parseWeek(openingHours);
  return week !== undefined && !isOpenDuring(week, weekday, { from, to });
}
