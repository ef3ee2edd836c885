import type { Actor } from "#lib/access/actor.ts";
import type { ClosedHalfDay } from "#lib/schedule/closure-effect.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { tellingTransaction } from "#lib/server/message/telling-transaction.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { contentHash } from "#lib/server/content-hash.ts";
import { closedPlace, mayClose } from "./closed-place.ts";
import { writeClosureOfHalfDays, lockSeriesOf } from "./write-closure-of-half-days.ts";
import { touchedHalfDays } from "./touched-half-days.ts";

export type LiftingClosure = {
  readonly organisation: string;
  readonly closure: string;
  readonly preview: boolean;
  readonly seen?: string;
};

/** The half-days that can be booked again, and the version of this preview. */
export type LiftedClosure = {
  readonly place?: string;
  readonly halfDays: readonly ClosedHalfDay[];
  readonly version: string;
};

/**
 * A coordinator lifts a closure, or first reads what that would do. Half-days that it kept can be booked again at once;
 * those that it cancelled stay cancelled until each is given back (`giveHalfDayBack`); the dates of series that it left
 * out are written in the next night. Lifted again it answers that nothing changes. Refused: `changed-meanwhile` (the
 * preview is no longer true).
 */
export async function liftClosure(
  actor: Actor,
  wanted: LiftingClosure,
): Promise<Result<LiftedClosure, "not-found" | "not-allowed" | "changed-meanwhile">> {
  if (!isUuid(wanted.organisation) || !isUuid(wanted.closure)) return refuse("not-found");
  return tellingTransaction((tx) => liftOnce(tx, actor, wanted), actor);
}

async function liftOnce(
  tx: Tx,
  actor: Actor,
  { organisation, closure, preview, seen }: LiftingClosure,
): Promise<Result<LiftedClosure, "not-found" | "not-allowed" | "changed-meanwhile">> {
  await tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisation}::uuid FOR NO KEY UPDATE`;
  await tx.$queryRaw`SELECT id FROM closure WHERE id = ${closure}::uuid FOR NO KEY UPDATE`;
  const row = await tx.closure.findFirst({ where: { id: closure, organisationId: organisation } });
  if (!row) return refuse("not-found");
  const place = row.placeId ?? undefined;
  const at = await closedPlace(tx, organisation, place);
  if (!at) return refuse("not-found");
  if (!mayClose(actor, organisation, place)) return refuse("not-allowed");
  if (row.liftedAt !== null) return accept({ halfDays: [], version: "" });
  const now = clock.now();
  if (!preview) await lockSeriesOf(tx, { organisation, place });
  const halfDays = await touchedHalfDays(tx, { organisation, place, closure }, undefined, now);
  const version = contentHash({ row, halfDays });
  const lifted = { ...(at.place && { place: at.place.name }), halfDays, version };
  if (preview) return accept(lifted);
  if (seen !== undefined && seen !== version) return refuse("changed-meanwhile");
  await tx.closure.update({ where: { id: closure }, data: { liftedAt: toDate(now) }, select: { id: true } });
  await writeClosureOfHalfDays(tx, closure, halfDays, now);
  const data = { closure, givenBack: halfDays.length };
  await appendJournal(tx, actor, { act: "closure-lifted", organisation, ...(place && { place }), data }, now);
  return accept(lifted);
}
