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

/** Minutes: a half-day lasts 14 hours at most, and the one of last evening may still be open. */
const BACK = 24 * 60;
const AHEAD = 14 * 24 * 60;
const MOST = 200;

/**
 * The half-days of the reader's organisations: today's (also what is over or cancelled), hers first, and those of the
 * next 14 days. A line that is still open counts as today's. Empty for whoever may run no line.
 */
export async function readStaffPermanences(actor: Actor & { readonly kind: "staff" }): Promise<StaffDays> {
  const now = clock.now();
  const organisations = actor.roles.map(({ organisation }) => organisation).filter((organisation) => may(actor, { act: "run-line", organisation }));
  const rows = await db.permanence.findMany({
    where: { organisationId: { in: organisations }, startsAt: { gt: toDate(plusMinutes(now, -BACK)), lt: toDate(plusMinutes(now, AHEAD)) } },
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
