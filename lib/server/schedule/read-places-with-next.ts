import type { Place } from "../../place/place.ts";
import type { Permanence } from "../../schedule/permanence.ts";
import { clock } from "../clock.ts";
import { db } from "../db.ts";
import { notOver } from "./dated.ts";
import { permanenceColumns, permanenceOfRow } from "./permanence-of-row.ts";
import { placeColumns, placeOfRow } from "../place/place-of-row.ts";

/** A place and the next half-day held there within two weeks, if one is planned. */
export type PlaceToChoose = Place & { readonly next?: Permanence };

/** Days. */
const TWO_WEEKS = 14;

/** Every place by its name, each with its next half-day. The number of queries is constant. */
export async function readPlacesWithNext(): Promise<readonly PlaceToChoose[]> {
  const rows = await db.place.findMany({
    select: {
      ...placeColumns,
      permanences: {
        where: {
          status: { in: ["scheduled", "open"] },
          ...notOver(clock.now(), TWO_WEEKS),
        },
        select: permanenceColumns,
        orderBy: [{ startsAt: "asc" }, { id: "asc" }],
        take: 1,
      },
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return rows.map(({ permanences: [next], ...row }) => ({
    ...placeOfRow(row),
    ...(next && { next: permanenceOfRow(next) }),
  }));
}
