import type { Actor } from "../../../access/actor.ts";
import { plusMinutes } from "../../../time/instant.ts";
import type { OwnHalfDay } from "../../../wire/planned-week.ts";
import { clock, toDate } from "../../clock.ts";
import { db } from "../../db.ts";
import { spanOf } from "./read-free-people.ts";

/** Minutes: the seven days from now on. */
const A_WEEK = 7 * 24 * 60;
const MOST = 50;

/** For what somebody is planned in the seven days from now on, in order of time, for whichever operator; cancelled half-days are left out. One query. */
export async function readOwnWeek({ user }: Actor & { readonly kind: "staff" }): Promise<readonly OwnHalfDay[]> {
  const now = clock.now();
  const rows = await db.assignment.findMany({
    where: {
      conseillerId: user,
      released: false,
      startsAt: { lt: toDate(plusMinutes(now, A_WEEK)) },
      endsAt: { gt: toDate(now) },
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: MOST,
    select: {
      id: true,
      desk: true,
      startsAt: true,
      endsAt: true,
      permanenceId: true,
      permanence: { select: { timeZone: true, place: { select: { name: true, address: true, city: true } } } },
    },
  });
  return rows.map((row) => ({
    id: row.id,
    permanence: row.permanenceId,
    place: row.permanence.place.name,
    address: `${row.permanence.place.address}, ${row.permanence.place.city}`,
    table: row.desk,
    span: spanOf(row),
    timeZone: row.permanence.timeZone,
  }));
}
