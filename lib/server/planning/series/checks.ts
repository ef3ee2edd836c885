import type { Place } from "#prisma/generated/client.ts";
import { isUuid } from "../../../uuid.ts";
import type { Tx } from "../../db.ts";

/** Where an operator may plan: its own places that residents see, and the one where a half-day or rule is held already. */
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

/** Whether an operator has all topics of these keys. */
export async function knowsTopics(tx: Tx, organisationId: string, keys: readonly string[]): Promise<boolean> {
  const wanted = new Set(keys);
  return (
    wanted.size === 0 || wanted.size === (await tx.topic.count({ where: { organisationId, key: { in: [...wanted] } } }))
  );
}
