import type { Permanence } from "#lib/schedule/permanence.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { notOver } from "./permanence-rows.ts";
import { permanenceColumns, permanenceOfRow } from "./permanence-rows.ts";

/** Days ahead in which the next half-day is looked for. */
const AHEAD = 28;

/**
 * The next half-day at that place that one can still go to, other than this one; undefined when none is planned soon.
 */
export async function readNextHalfDay({
  placeId,
  except,
}: {
  readonly placeId: string;
  readonly except: string;
}): Promise<Permanence | undefined> {
  const row = await db.permanence.findFirst({
    where: {
      placeId,
      id: { not: except },
      status: { in: ["scheduled", "open"] },
      closureId: null,
      ...notOver(clock.now(), AHEAD),
    },
    select: permanenceColumns,
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
  });
  return row ? permanenceOfRow(row) : undefined;
}
