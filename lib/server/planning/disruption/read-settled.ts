import type { Actor } from "../../../access/actor.ts";
import { whereMay } from "../../../access/where-may.ts";
import type { NamedHalfDay } from "../../../booking/disruption.ts";
import { accept, refuse, type Result } from "../../../result.ts";
import type { PosterToHang } from "../../../schedule/poster.ts";
import { isUuid } from "../../../uuid.ts";
import { clock } from "../../clock.ts";
import { db, transaction, type Tx } from "../../db.ts";
import { dateOfColumn } from "../../schedule/dated.ts";
import { spanOf } from "../assignments/read-free-people.ts";
import { postersOutOfDate } from "../posters/posters-out-of-date.ts";
import { readPeopleToTellOf, type PeopleToTellOf } from "../read-people-to-tell.ts";

/** A half-day after a disruption. `notHeld`: it is cancelled or kept by a closure, so its door needs a notice; `slug`: of its place. */
export type HalfDayAfter = NamedHalfDay & { readonly slug: string; readonly notHeld: boolean };

/** What is left to do after a disruption: whom to tell, which doors need a notice, which posters say something wrong. */
export type AfterDisruption = {
  readonly halfDays: readonly HalfDayAfter[];
  readonly toTell: PeopleToTellOf;
  readonly posters: readonly PosterToHang[];
};

/** Most half-days of one list. */
const MOST = 100;

/** Reads it for these half-days of an operator, as they stand now. Refused: `not-allowed` for somebody who plans none of them. */
export async function readAfterDisruption(
  actor: Actor,
  organisation: string,
  ids: readonly string[],
): Promise<Result<AfterDisruption, "not-allowed">> {
  const reach =
    actor.kind === "staff"
      ? whereMay(actor, "plan-half-days").find((one) => one.organisation === organisation)
      : undefined;
  if (!reach) return refuse("not-allowed");
  const rows = await db.permanence.findMany({
    where: {
      id: { in: ids.filter(isUuid).slice(0, MOST) },
      organisationId: organisation,
      ...(reach.places !== "all" && { placeId: { in: [...reach.places] } }),
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      localDate: true,
      startsAt: true,
      endsAt: true,
      timeZone: true,
      status: true,
      closureId: true,
      place: { select: { id: true, name: true, slug: true } },
    },
  });
  const toTell = await readPeopleToTellOf(
    actor,
    rows.map(({ id }) => id),
  );
  if (!toTell.ok) return refuse("not-allowed");
  const places = new Set(rows.map(({ place }) => place.id));
  const posters = await transaction((tx: Tx) => postersOutOfDate(tx, reach, clock.now()), actor);
  return accept({
    halfDays: rows.map((row) => ({
      permanence: row.id,
      place: row.place.name,
      slug: row.place.slug,
      localDate: dateOfColumn(row.localDate),
      span: spanOf(row),
      timeZone: row.timeZone,
      notHeld: row.status === "cancelled" || row.closureId !== null,
    })),
    toTell: toTell.value,
    // One that nobody ever said hangs is no news of this day.
    posters: posters.filter(({ place, parts }) => places.has(place.id) && parts.length > 0),
  });
}
