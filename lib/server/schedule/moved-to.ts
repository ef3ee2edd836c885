import type { MovedTo } from "#lib/schedule/moved-to.ts";
import { instant } from "#lib/time/instant.ts";
import type { Tx } from "#lib/server/db.ts";
import { isToCome } from "./permanence-rows.ts";

/** What to select so that `readMovedTo` can read it. Not its relation: Prisma reads that for rows without any too. */
export const movedToColumns = { placeId: true, movedToId: true } as const;

type MovedRow = { readonly placeId: string; readonly movedToId: string | null };

/**
 * When and where those of these half-days that were cancelled are held instead, one by one; not said when the other one
 * is cancelled or shut itself. One query, and none when nothing has moved.
 */
export async function readMovedTo(
  tx: Pick<Tx, "permanence">,
  rows: readonly MovedRow[],
): Promise<(row: MovedRow) => { readonly movedTo?: MovedTo }> {
  const ids = rows.flatMap(({ movedToId }) => movedToId ?? []);
  const held = ids.length === 0 ? [] : await tx.permanence.findMany({ where: { id: { in: ids } }, select: COLUMNS });
  const byId = new Map(held.filter(isHeld).map((one) => [one.id, one]));
  return ({ placeId, movedToId }) => {
    const found = byId.get(movedToId ?? "");
    if (!found) return {};
    const { id: permanence, startsAt, timeZone, place } = found;
    const elsewhere = found.placeId === placeId ? {} : { elsewhere: place.name };
    return { movedTo: { permanence, start: instant(startsAt.getTime()), timeZone, ...elsewhere } };
  };
}

const COLUMNS = {
  id: true,
  startsAt: true,
  timeZone: true,
  status: true,
  closureId: true,
  placeId: true,
  place: { select: { name: true } },
} as const;

const isHeld = ({ status, closureId }: { readonly status: string; readonly closureId: string | null }): boolean =>
  status !== "cancelled" && (closureId === null || !isToCome(status));
