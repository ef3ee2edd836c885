import type { Actor } from "#lib/access/actor.ts";
import type { PeopleByWay } from "#lib/booking/disruption.ts";
import { refuse } from "#lib/result.ts";
import { NO_END } from "#lib/schedule/closure.ts";
import { instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { notHeld, countPeopleByWay } from "#lib/server/booking/count-people-by-way.ts";
import { clock } from "#lib/server/clock.ts";
import { db, transaction } from "#lib/server/db.ts";
import { logUnexpected } from "#lib/server/log.ts";
import { tellingTransaction } from "#lib/server/message/telling-transaction.ts";
import { cancelOnce, type CancelPermanenceRefusal } from "#lib/server/planning/cancel-permanence.ts";
import { lockPermanence } from "#lib/server/queue/load-line.ts";
import { touchedHalfDays } from "./touched-half-days.ts";

/** A half-day that a closure cancels and that could not be cancelled: where and when, and why not. */
export type NotCancelled = {
  readonly permanence: string;
  readonly place: string;
  readonly span: Interval;
  readonly timeZone: string;
  readonly refusal: CancelPermanenceRefusal | "unexpected";
};

/** What became of its half-days: `toTell`: by which way the people of each one that it cancelled are told. */
export type SettledClosure = {
  readonly notCancelled: readonly NotCancelled[];
  readonly toTell: ReadonlyMap<string, PeopleByWay>;
};

/**
 * Cancels each half-day that stands and that the closure cancels, with its sentence, each in a transaction of its own
 * and whole or not. Answers those that could not be. Called again it tries these again; a closure that was lifted
 * meanwhile cancels nothing.
 */
export async function settleClosure(actor: Actor, id: string): Promise<SettledClosure> {
  const due = await transaction(async (tx) => {
    const closing = await readClosing(id, tx);
    if (!closing) return [];
    const where = { organisation: closing.organisation, place: closing.place, closure: id };
    const touched = await touchedHalfDays(tx, where, closing, clock.now());
    return touched.filter(({ outcome }) => outcome === "is-cancelled");
  }, actor);
  const notCancelled: NotCancelled[] = [];
  const toTell = new Map<string, PeopleByWay>();
  for (const { permanence, place, span, timeZone, waiting } of due) {
    const done = await tellingTransaction(async (tx) => {
      await lockPermanence(tx, permanence);
      // Both may have changed since: the closure was lifted or shortened, the half-day was moved.
      const closing = await readClosing(id, tx);
      const held = await tx.permanence.findUnique({
        where: { id: permanence },
        select: { startsAt: true, endsAt: true },
      });
      const isTouched =
        closing && held && held.startsAt.getTime() < closing.span.end && closing.span.start < held.endsAt.getTime();
      if (!isTouched) return undefined;
      const cancelled = await cancelOnce(tx, actor, {
        permanence,
        preview: false,
        reason: closing.sentence,
        closure: id,
      });
      if (cancelled.ok) toTell.set(permanence, await countPeopleByWay(tx, notHeld([permanence], waiting), clock.now()));
      return cancelled;
    }, actor).catch((error: unknown) => {
      logUnexpected(error);
      return refuse("unexpected");
    });
    if (done && !done.ok) notCancelled.push({ permanence, place: place.name, span, timeZone, refusal: done.refusal });
  }
  return { notCancelled, toTell };
}

/** A closure that stands; undefined when it was lifted. */
async function readClosing(id: string, tx: Pick<typeof db, "closure"> = db) {
  const row = await tx.closure.findFirst({ where: { id, liftedAt: null } });
  if (!row) return undefined;
  const { organisationId: organisation, placeId, startsAt, endsAt, decideOn, reason: sentence } = row;
  const span = { start: instant(startsAt.getTime()), end: instant(endsAt.getTime()) };
  return {
    organisation,
    place: placeId ?? undefined,
    span,
    sentence,
    ...(decideOn && span.end === NO_END && { decideOn: decideOn.toISOString().slice(0, 10) }),
  };
}
