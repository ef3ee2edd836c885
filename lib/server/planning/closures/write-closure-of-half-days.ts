import type { Instant } from "#lib/time/instant.ts";
import { writeVevent } from "#lib/server/calendar/write-vevent.ts";
import { endHoldsOf, notifyLineChanged } from "#lib/server/booking/appointment-rows.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import type { ClosedHalfDay } from "#lib/schedule/closure-effect.ts";

/**
 * Locks the series that a closure touches, so that no date of theirs is written beside it; in the order of their ids.
 */
export async function lockSeriesOf(
  tx: Tx,
  { organisation, place }: { readonly organisation: string; readonly place: string | undefined },
): Promise<void> {
  if (place === undefined)
    await tx.$queryRaw`SELECT id FROM series WHERE organisation_id = ${organisation}::uuid ORDER BY id FOR NO KEY UPDATE`;
  else
    await tx.$queryRaw`
      SELECT id FROM series WHERE id IN (
        SELECT id FROM series WHERE place_id = ${place}::uuid UNION SELECT series_id FROM series_exception WHERE place_id = ${place}::uuid)
      ORDER BY id FOR NO KEY UPDATE`;
}

/**
 * Writes of each of these half-days which closure keeps it from being booked, and its calendar text: this one, or of
 * one that is given back another that still reaches it, else none. Hours that somebody is choosing there end. Followers
 * are notified.
 */
export async function writeClosureOfHalfDays(
  tx: Tx,
  closure: string,
  halfDays: readonly ClosedHalfDay[],
  now: Instant,
): Promise<void> {
  const of = (isOne: (one: ClosedHalfDay) => boolean): string[] =>
    halfDays.filter(isOne).map(({ permanence }) => permanence);
  const kept = of(({ outcome }) => outcome === "is-kept" || outcome === "is-a-guests");
  const back = of(({ outcome }) => outcome === "is-given-back");
  const all = [...kept, ...back].sort();
  if (all.length === 0) return;
  await tx.$queryRaw`SELECT id FROM permanence WHERE id = ANY (${all}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
  await tx.permanence.updateMany({
    where: { id: { in: kept }, status: { in: ["scheduled", "open"] } },
    data: { closureId: closure, updatedAt: toDate(now) },
  });
  await tx.$executeRaw`
    UPDATE permanence p SET updated_at = ${toDate(now)}, closure_id = (
      SELECT c.id FROM closure c WHERE c.id <> ${closure}::uuid AND c.lifted_at IS NULL AND c.starts_at < p.ends_at AND p.starts_at < c.ends_at
        AND CASE WHEN c.place_id IS NULL THEN c.organisation_id = p.organisation_id ELSE c.place_id = p.place_id END
      ORDER BY c.starts_at, c.id LIMIT 1)
    WHERE p.id = ANY (${back}::uuid[]) AND p.closure_id = ${closure}::uuid`;
  for (const id of kept) await endHoldsOf(tx, id);
  for (const id of all) await writeVevent(tx, id);
  await notifyLineChanged(tx, ...all);
}
