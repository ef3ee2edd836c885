import type { NotHeld, OtherHalfDay } from "../../booking/cancelled-half-day.ts";
import { instant } from "../../time/instant.ts";
import { db } from "../db.ts";
import { readOtherHalfDays } from "./other-half-days.ts";
import { columnOf } from "../schedule/dated.ts";
import { movedToColumns, readMovedTo } from "../schedule/moved-to.ts";

/**
 * What the door of a place says on a day on which something is not held (docs/look-and-wording.md#addresses): the half-days that are cancelled or kept by a
 * closure, and up to three to go to instead. A day on which everything is held as planned has no half-days here. Read at each request, since a notice is printed in a hurry.
 */
export async function readDoorNotice(
  placeId: string,
  day: string,
): Promise<{ readonly notHeld: readonly NotHeld[]; readonly others: readonly OtherHalfDay[] }> {
  const rows = await db.permanence.findMany({
    where: { placeId, localDate: columnOf(day), OR: [{ status: "cancelled" }, { closureId: { not: null } }] },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      startsAt: true,
      endsAt: true,
      timeZone: true,
      cancelReason: true,
      ...movedToColumns,
      closure: { select: { reason: true } },
    },
  });
  const movedTo = await readMovedTo(db, rows);
  const notHeld = rows.map(({ id, startsAt, endsAt, timeZone, cancelReason, closure, ...row }) => ({
    permanence: id,
    span: { start: instant(startsAt.getTime()), end: instant(endsAt.getTime()) },
    timeZone,
    sentence: cancelReason ?? closure?.reason ?? "",
    ...movedTo(row),
  }));
  const [first] = notHeld;
  const others = first ? await readOtherHalfDays(first.permanence) : [];
  // Whoever reads it stands at the door on that day.
  return { notHeld, others: others.filter(({ span }) => first !== undefined && first.span.start < span.start) };
}
