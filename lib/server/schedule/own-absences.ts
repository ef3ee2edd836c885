import { instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";

/** The absences of somebody that meet a span, whoever entered them, in order of time. One query. */
export async function readOwnAbsences(
  tx: Pick<Tx, "absence">,
  account: string,
  during: Interval,
): Promise<readonly Interval[]> {
  const rows = await tx.absence.findMany({
    where: { conseillerId: account, startsAt: { lt: toDate(during.end) }, endsAt: { gt: toDate(during.start) } },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: { startsAt: true, endsAt: true },
  });
  return rows.map(({ startsAt, endsAt }) => ({
    start: instant(startsAt.getTime()),
    end: instant(endsAt.getTime()),
  }));
}
