import { accept, refuse, type Result } from "#lib/result.ts";
import { MINUTE, type Instant } from "#lib/time/instant.ts";
import type { SentAct } from "#lib/queue/line/envelope.ts";
import { visitOf, withVisit, type LineState } from "#lib/queue/line/line-state.ts";
import { baseOf, isMissing, type AbsentVisit, type Visit } from "#lib/queue/line/visit.ts";
import { passedSince } from "#lib/queue/order/who-may-pass.ts";

/** A burst is more numbers than this, taken from one network address within `BURST_WITHIN`. */
const MOST_AT_ONCE = 30;
const BURST_WITHIN = 10 * MINUTE;

/** A number that somebody took from a network address. */
type Taken = { readonly visit: string; readonly at: Instant };

/** The numbers of the last ten minutes among those that one address took. */
export const takenLately = <One extends Taken>(taken: readonly One[], now: Instant): readonly One[] =>
  taken.filter(({ at }) => now - at < BURST_WITHIN);

/** Whether so many numbers of one address within ten minutes are a burst (docs/line.md#a-burst-of-numbers). */
export const isBurst = (taken: readonly unknown[]): boolean => taken.length > MOST_AT_ONCE;

/** Each of these numbers is of a burst, and is called once. */
export type BurstNoticed = { readonly type: "burst-noticed"; readonly visits: readonly string[] };

/**
 * The event for a number that is given now, `visit`, and for those of its burst that still wait. Whoever was called or
 * helped meanwhile has been looked for.
 */
export function noticeBurst(state: LineState, visit: string, burst: readonly string[] = []): readonly BurstNoticed[] {
  const others = burst.filter((id) => id !== visit && visitOf(state, id)?.state === "waiting");
  return burst.length === 0 ? [] : [{ type: "burst-noticed", visits: [...others, visit] }];
}

/** These numbers are to be verified. */
export const burstNoticed = (state: LineState, { visits }: BurstNoticed): LineState =>
  visits.reduce((line, id) => withVisit(line, id, (visit): Visit => ({ ...visit, toVerify: true })), state);

/** The numbers of bursts that were not called yet, in their order. */
export const toVerify = (state: LineState): readonly Visit[] =>
  state.visits.filter((visit) => visit.toVerify && visit.state === "waiting");

/** The numbers of bursts that were called once and with which nobody has come yet, in their order. */
export const missingOf = (state: LineState): readonly Visit[] => state.visits.filter(isMissing);

/** The team has called each of these numbers once. `here`: who stands there, also later; `missing`: who does not. */
export type VerifyNumbers = {
  readonly type: "verify-numbers";
  readonly here: readonly string[];
  readonly missing: readonly string[];
};

/** Whoever stood there at once; and who did not, and is absent. */
export type NumbersVerified = {
  readonly type: "numbers-verified";
  readonly here: readonly string[];
  readonly missing: readonly string[];
};

/** Somebody came later. `overtaken`: who has one more person before them since then. */
export type MissingCame = {
  readonly type: "missing-came";
  readonly was: AbsentVisit;
  readonly overtaken: readonly string[];
};

export type VerifyRefusal = "not-found";

/**
 * Whoever stands there is in line, at their place, also who comes later. Whoever does not keeps number and place, and
 * is offered to no desk until they come. A number that is not to be verified any more stays as it is.
 */
export function verifyNumbers(
  state: LineState,
  command: SentAct<VerifyNumbers>,
  now: Instant,
): Result<readonly (NumbersVerified | MissingCame)[], VerifyRefusal> {
  const named = (ids: readonly string[]): readonly (Visit | undefined)[] =>
    [...new Set(ids)].map((id) => visitOf(state, id));
  const all = [...named(command.here), ...named(command.missing)];
  if (all.includes(undefined)) return refuse("not-found");
  const asked = new Set(toVerify(state));
  const isAsked = (visit: Visit | undefined): visit is Visit => visit !== undefined && asked.has(visit);
  const here = named(command.here).filter(isAsked);
  const gone = named(command.missing)
    .filter(isAsked)
    .filter((visit) => !here.includes(visit));
  const came = named(command.here).filter(
    (visit): visit is AbsentVisit => visit?.state === "absent" && isMissing(visit),
  );
  return accept([
    ...(here.length + gone.length === 0
      ? []
      : [{ type: "numbers-verified" as const, here: here.map(({ id }) => id), missing: gone.map(({ id }) => id) }]),
    ...came.map((was) => ({
      type: "missing-came" as const,
      was,
      overtaken: passedSince(state, missingCame(state, { was }), now),
    })),
  ]);
}

/** Whoever stands there need not be verified any more; the others are absent. */
export function numbersVerified(state: LineState, event: NumbersVerified): LineState {
  const here = event.here.reduce((line, id) => withVisit(line, id, ({ toVerify: _, ...visit }) => visit), state);
  return event.missing.reduce(
    (line, id) => withVisit(line, id, (visit) => ({ ...baseOf(visit), state: "absent", missedAtCall: state.calls })),
    here,
  );
}

/** Waiting, with number and place. */
export const missingCame = (state: LineState, { was }: Pick<MissingCame, "was">): LineState =>
  withVisit(state, was.id, (visit) => {
    const { toVerify: _, ...base } = baseOf(visit);
    return { ...base, state: "waiting", back: false };
  });
