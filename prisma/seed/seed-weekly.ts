import { toDate } from "#lib/server/clock.ts";
import { transaction, type Tx } from "#lib/server/db.ts";
import { planPermanences } from "#lib/server/planning/series/plan-permanences.ts";
import { instantOf, type Instant } from "#lib/time/instant.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { minutes, WEEKLY, type Weekly } from "./weekly.ts";

/** The weekly half-days, and their dates as the nightly job writes them. Half-days that exist are left as they are. */
export async function seedWeekly(now: Instant): Promise<void> {
  await transaction(async (tx) => {
    for (const weekly of WEEKLY) await ensureSeries(tx, weekly, now);
  }, "service");
  const { refused } = await planPermanences(now);
  if (refused.length > 0)
    throw new Error(`A weekly half-day of the demo cannot be kept: ${refused.map(({ why }) => why).join(", ")}.`);
}

async function ensureSeries(
  tx: Tx,
  { place: slug, weekday, from, to, desks, bookableLanes, windows }: Weekly,
  now: Instant,
): Promise<void> {
  const place = await tx.place.findUniqueOrThrow({ where: { slug } });
  const series = { placeId: place.id, weekday, startMinute: minutes(from), endMinute: minutes(to) };
  if (await tx.series.findFirst({ where: series, select: { id: true } })) return;
  const fromDate = toDate(instantOf(localDateOf(now, place.timeZone)));
  await tx.series.create({
    data: { ...series, organisationId: place.organisationId, fromDate, desks, bookableLanes, windows: [...windows] },
  });
}
