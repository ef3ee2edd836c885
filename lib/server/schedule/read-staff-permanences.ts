import type { Actor } from "../../access/actor.ts";
import { may } from "../../access/may.ts";
import { plusMinutes } from "../../time/instant.ts";
import { localDateOf } from "../../time/zone.ts";
import { clock, toDate } from "../clock.ts";
import { db } from "../db.ts";
import { heldColumns, heldOfRow, type Held } from "./held.ts";

/** A half-day as the team reads it. `table`: the one planned for the reader; absent when she is not planned there. */
export type StaffPermanence = Held & { readonly table?: number };

export type StaffDays = { readonly today: readonly StaffPermanence[]; readonly later: readonly StaffPermanence[] };

/** Minutes: a half-day of today began less than a day ago. */
const BACK = 24 * 60;
const AHEAD = 14 * 24 * 60;
const MOST = 200;

/**
 * The half-days of the reader's organisations: today's (also what is over or cancelled), hers first, and those of the
 * next 14 days. A line that nobody ended counts as today's, however old: whoever has somebody there can call nobody
 * elsewhere. Empty for whoever may run no line.
 */
export async function readStaffPermanences(actor: Actor & { readonly kind: "staff" }): Promise<StaffDays> {
  const now = clock.now();
  const organisations = actor.roles.map(({ organisation }) => organisation).filter((organisation) => may(actor, { act: "run-line", organisation }));
  const rows = await db.permanence.findMany({
    where: {
      organisationId: { in: organisations },
      startsAt: { lt: toDate(plusMinutes(now, AHEAD)) },
      OR: [{ startsAt: { gt: toDate(plusMinutes(now, -BACK)) } }, { status: "open" }],
    },
    select: { ...heldColumns, assignments: { where: { conseillerId: actor.user }, select: { desk: true }, take: 1 } },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: MOST,
  });
  const all = rows.map((row): StaffPermanence => ({ ...heldOfRow(row), ...(row.assignments[0] && { table: row.assignments[0].desk }) }));
  const dayOf = (held: StaffPermanence): string => localDateOf(now, held.timeZone);
  const mineFirst = (a: StaffPermanence, b: StaffPermanence): number => Number(a.table === undefined) - Number(b.table === undefined);
  return {
    today: all.filter((held) => held.localDate === dayOf(held) || held.status === "open").sort(mineFirst),
    later: all.filter((held) => held.localDate > dayOf(held) && held.status === "scheduled"),
  };
}
