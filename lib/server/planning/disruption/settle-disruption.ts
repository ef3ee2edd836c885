import type { Actor } from "#lib/access/actor.ts";
import { whereMay } from "#lib/access/where-may.ts";
import {
  addWays,
  NO_TEAM,
  NOBODY_TO_TELL,
  type PersonAway,
  type DoorsToTell,
  type NamedHalfDay,
  type RefusedHalfDay,
  type Remedy,
  type SettledHalfDay,
  type PeopleByWay,
  type TeamToTell,
} from "#lib/booking/disruption.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { ClosedHalfDay, ClosureEffect } from "#lib/schedule/closure-effect.ts";
import { isUuid } from "#lib/uuid.ts";
import type { ClosureBody } from "#lib/wire/schedule/closure.ts";
import { notHeld, countPeopleByWay } from "#lib/server/booking/count-people-by-way.ts";
import { clock } from "#lib/server/clock.ts";
import { db, type Tx } from "#lib/server/db.ts";
import { tellingTransaction } from "#lib/server/message/telling-transaction.ts";
import { logUnexpected } from "#lib/server/log.ts";
import { refusalOfConstraint } from "#lib/server/refusal-of-constraint.ts";
import { noteAbsence, type AbsenceRefusal } from "#lib/server/planning/absences/note-absence.ts";
import { saveClosure, type SavingClosureRefusal } from "#lib/server/planning/closures/save-closure.ts";
import { countTeam } from "./count-team.ts";
import { readDisrupted } from "./disrupted-half-days.ts";
import { doorsToTell, notHeldBefore } from "./doors-to-tell.ts";
import { settleOnce, type NotSettled, type PlannedFor, type Settled } from "./settle-half-day.ts";

/**
 * What is decided about one half-day. `reason`: what residents read when it is not held; `seen`: the version of it that
 * the preview showed.
 */
type HalfDayDecision = {
  readonly permanence: string;
  readonly remedy: Remedy;
  readonly reason: string;
  readonly seen?: string;
};

/**
 * A disruption as it is sent: who is away, which places are shut, and what is done about each half-day.
 */
export type Disruption = {
  readonly organisation: string;
  readonly away: readonly PersonAway[];
  readonly closures: readonly ClosureBody[];
  readonly decided: readonly HalfDayDecision[];
  readonly preview: boolean;
};

/** Of something that was announced: whom or what it is about, and why it was not written. */
type NotWritten<Refusal> = { readonly of: string; readonly refusal: Refusal };

/**
 * What a disruption does, or did. `settled`: half-days that change, or have changed, whole; `refused`: those that do
 * not, and why. `closures`: what each closure does besides to half-days that are not among them. `planned`: who is
 * planned at which half-day by it. `toTell`: everybody who is to be told; `doors`: contacts on site, of the notice for
 * their door; `team`: colleagues, counted by a preview alone.
 */
export type DisruptionEffect = {
  readonly settled: readonly SettledHalfDay[];
  readonly refused: readonly RefusedHalfDay[];
  readonly closures: readonly ClosureEffect[];
  readonly absencesRefused: readonly NotWritten<AbsenceRefusal>[];
  readonly closuresRefused: readonly NotWritten<SavingClosureRefusal>[];
  readonly planned: readonly PlannedThere[];
  readonly toTell: PeopleByWay;
  readonly doors: DoorsToTell;
  readonly team: TeamToTell;
};

/** Somebody and a half-day at which they were planned; its id is empty in a preview that adds it. */
export type PlannedThere = { readonly account: string; readonly permanence: string };

/** Most half-days of one disruption. */
const MOST = 60;

/**
 * Settles a disruption (docs/planning.md#imprévu), or with `preview` says what that does: absences are noted, each
 * half-day changes by its remedy, and then the places are shut. Each half-day is a transaction of its own, whole or
 * not, and those that were refused are listed; nothing that was decided about the others waits for them. Refused as a
 * whole: `not-allowed`, `not-found` (an organisation), `too-many`.
 */
export async function settleDisruption(
  actor: Actor,
  wanted: Disruption,
): Promise<Result<DisruptionEffect, "not-found" | "not-allowed" | "too-many">> {
  const { organisation, away, decided, preview } = wanted;
  if (!isUuid(organisation)) return refuse("not-found");
  const isPlanner =
    actor.kind === "staff" && whereMay(actor, "plan-half-days").some((one) => one.organisation === organisation);
  if (!isPlanner) return refuse("not-allowed");
  if (decided.length > MOST) return refuse("too-many");
  const before = await notHeldBefore(db, doorsOf(wanted), clock.now());
  const absencesRefused: NotWritten<AbsenceRefusal>[] = [];
  for (const { account, span } of away) {
    const noted = await noteAbsence(actor, { organisation, account, span, preview });
    // Whoever is noted already is away, which is what was wanted.
    if (!noted.ok && noted.refusal !== "away-already") absencesRefused.push({ of: account, refusal: noted.refusal });
  }
  const named = await namesOf(decided.map(({ permanence }) => permanence));
  const settled: SettledHalfDay[] = [];
  const refused: RefusedHalfDay[] = [];
  const planned: PlannedFor[] = [];
  const added: PlannedThere[] = [];
  for (const { permanence, remedy, reason, seen } of decided) {
    const asked = { organisation, permanence, remedy, away, planned, reason, preview };
    const done = await settle(actor, { ...asked, ...(seen !== undefined && { seen }) });
    if (done.ok) {
      const { plans, ...effect } = done.value;
      settled.push(effect);
      if (preview) planned.push(...plans);
      added.push(...plans.map(({ account, busy }) => ({ account, permanence: busy.permanence })));
    } else {
      const { ok: _ok, ...why } = done;
      const held = named.get(permanence);
      if (held) refused.push({ ...held, kind: remedy.kind, ...why });
    }
  }
  // A half-day that is held after all at a place that is shut is cancelled with it.
  const settledAway = settled.filter(({ kind }) => kind === "move" || kind === "cancel");
  const shut = await shutPlaces(actor, wanted, new Set(settledAway.map(({ permanence }) => permanence)));
  const cancelled = new Map(shut.cancelled.map((one) => [one.permanence, one]));
  const ids = [...cancelled.keys()];
  const waiting = [...cancelled.values()].reduce((sum, one) => sum + one.waiting, 0);
  const shutToTell = preview ? [await countPeopleByWay(db, notHeld(ids, waiting), clock.now())] : shut.toTell;
  const others = settled.filter(({ permanence }) => !cancelled.has(permanence));
  const isNew = (permanence: string): boolean => !before.has(permanence);
  const changed = [...settledAway.map(({ permanence }) => permanence), ...ids].filter(isNew);
  const doors = await doorsToTell(db, { changed, shut: shut.kept.filter(isNew) }, clock.now());
  return accept({
    settled,
    refused,
    closures: shut.effects,
    absencesRefused,
    closuresRefused: shut.refused,
    planned: added,
    toTell: [...others.map((one) => one.toTell), ...shutToTell].reduce(addWays, NOBODY_TO_TELL),
    doors,
    team: preview
      ? await countTeam(
          db,
          { planned, notHeld: [...settledAway.map(({ permanence }) => permanence), ...ids], away },
          clock.now(),
        )
      : NO_TEAM,
  });
}

/** The half-days that are decided about, and the places that are shut. */
const doorsOf = ({ decided, closures }: Disruption) => ({
  permanences: decided.map(({ permanence }) => permanence).filter(isUuid),
  places: closures.flatMap(({ place }) => (place !== undefined && isUuid(place) ? [place] : [])),
});

/**
 * Settles one, and once more when somebody planned a person or booked an hour in the same moment: what that wrote is
 * then read.
 */
async function settle(
  actor: Actor,
  asked: Parameters<typeof settleOnce>[2],
): Promise<Result<Settled, never> | NotSettled> {
  const once = (): Promise<Result<Settled, never> | NotSettled> =>
    tellingTransaction(async (tx) => {
      const done = await settleOnce(tx, actor, asked);
      // A remedy has several steps: when a later one is refused, the earlier ones go too.
      if (!done.ok) throw new Refused(done);
      return done;
    }, actor);
  try {
    return await once().catch((error: unknown) => {
      if (error instanceof Refused || refusalOfConstraint(error, MEANWHILE) === undefined) throw error;
      return once();
    });
  } catch (error) {
    if (error instanceof Refused) return error.done;
    if (refusalOfConstraint(error, MEANWHILE) !== undefined) return refuse("changed-meanwhile");
    logUnexpected(error);
    return refuse("unexpected");
  }
}

/** Rolls the transaction of a half-day back. */
class Refused extends Error {
  readonly done: NotSettled;
  constructor(done: NotSettled) {
    super(done.refusal);
    this.done = done;
  }
}

const MEANWHILE = {
  assignment_no_overlap: "again",
  assignment_desk_no_overlap: "again",
  appointment_no_overlap: "again",
  appointment_conseiller_no_overlap: "again",
} as const;

/**
 * Saves the closures; of the effects without the half-days that are not held anyway (`settledAway`). `cancelled`: the
 * half-days that they cancel, or would: one at which somebody is called or helped is not. `kept`: those that they keep
 * from being booked.
 */
async function shutPlaces(
  actor: Actor,
  { organisation, closures, preview }: Disruption,
  settledAway: ReadonlySet<string>,
) {
  const effects: ClosureEffect[] = [];
  const toTell: PeopleByWay[] = [];
  const cancelled: ClosedHalfDay[] = [];
  const kept: string[] = [];
  const refused: NotWritten<SavingClosureRefusal>[] = [];
  for (const body of closures) {
    const saved = await saveClosure(actor, { organisation, body, preview });
    if (!saved.ok) {
      // It is shut already, which is what was wanted.
      if (saved.refusal !== "closed-already") refused.push({ of: body.place ?? "", refusal: saved.refusal });
      continue;
    }
    const halfDays = saved.value.halfDays.filter(({ permanence }) => !settledAway.has(permanence));
    toTell.push(...saved.value.ways.values());
    const stay = new Set(saved.value.notCancelled.map(({ permanence }) => permanence));
    effects.push({ ...saved.value, halfDays });
    cancelled.push(
      ...halfDays.filter(
        ({ outcome, desks, permanence }) => outcome === "is-cancelled" && desks.length === 0 && !stay.has(permanence),
      ),
    );
    kept.push(
      ...halfDays
        .filter(({ outcome }) => outcome === "is-kept" || outcome === "is-a-guests")
        .map(({ permanence }) => permanence),
    );
  }
  return { effects, cancelled, kept, refused, toTell };
}

/** Where and when these half-days are held. */
async function namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, NamedHalfDay>> {
  const known = ids.filter(isUuid);
  const rows = await readDisrupted(db as unknown as Tx, known, [], clock.now());
  return new Map(
    rows.map(({ permanence, place, localDate, span, timeZone }) => [
      permanence,
      { permanence, place, localDate, span, timeZone },
    ]),
  );
}
