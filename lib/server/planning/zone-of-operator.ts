import { localDateOf } from "../../time/zone.ts";
import { clock } from "../clock.ts";
import type { Tx } from "../db.ts";

/** Of an operator without a place. */
const DEFAULT_ZONE = "Europe/Paris";

/** The time zone on whose clock the days of an operator are read: that of its first place, its own or one at which it holds half-days. */
export async function zoneOfOperator(tx: Pick<Tx, "place">, organisation: string): Promise<string> {
  const first = await tx.place.findFirst({
    where: { OR: [{ organisationId: organisation }, { permanences: { some: { organisationId: organisation } } }] },
    select: { timeZone: true },
    orderBy: { id: "asc" },
  });
  return first?.timeZone ?? DEFAULT_ZONE;
}

/** The date there now, YYYY-MM-DD. */
export const todayOfOperator = async (tx: Pick<Tx, "place">, organisation: string): Promise<string> =>
  localDateOf(clock.now(), await zoneOfOperator(tx, organisation));
