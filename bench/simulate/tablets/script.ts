import { STEP_KINDS, type Step as HalfDayStep, type StepKind } from "#tests/support/half-day-acts.ts";
import type { Random } from "#bench/wait/random.ts";

/** What happens to a tablet or to the way to the server; those listed several times occur more often. */
export const HAPPENINGS = [
  ...often(6, "joined"),
  ...often(3, "cut", "answers-again", "quick"),
  ...often(2, "slow", "doubles", "reload", "kill", "loses-answers"),
  ...often(1, "storage-fails", "storage-slow", "storage-hangs", "storage-works", "clock", "colleague", "sleeps"),
] as const;
export type Happening = (typeof HAPPENINGS)[number];

/** The half-day ends: every page is closed, nobody closes the line, and the next morning begins. */
export const NIGHT = "night";

/** Somebody who is not of the team: at the kiosk, or by their telephone. */
export const VISITORS = ["kiosk", "phone-leaves", "phone-away"] as const;
export type Visitor = (typeof VISITORS)[number];

/** One step of a script, `seconds` after the one before. `tablet`: from 0. `pick`: chooses among what it may concern. */
export type Step = {
  readonly seconds: number;
  readonly kind: StepKind | Happening | Visitor | typeof NIGHT;
  readonly tablet: number;
  readonly pick: number;
};

/** Steps of the core's property tests that are no taps of a tablet. */
const NO_TAPS: ReadonlySet<StepKind> = new Set([
  "book",
  "move",
  "cancel",
  "kiosk",
  "earlier",
  "leased-walk-in",
  "lease",
]);
const TAPS = STEP_KINDS.filter((kind) => !NO_TAPS.has(kind));

/** Of a script with a night, how much comes before it. */
const BEFORE_NIGHT = 0.9;

/**
 * A script of so many steps: three of four are taps of somebody of the team, the others something that happens or an act of a visitor. One of five has
 * a night near its end.
 */
export function scriptOf(random: Random, steps: number, tablets: number): readonly Step[] {
  const day = anySteps(random, steps, tablets);
  if (!random.chance(0.2)) return day;
  const night = Math.floor(steps * BEFORE_NIGHT);
  return day.toSpliced(night, 1, { seconds: 0, kind: NIGHT, tablet: 0, pick: 0 });
}

const anySteps = (random: Random, steps: number, tablets: number): readonly Step[] =>
  Array.from({ length: steps }, () => {
    const kind = random.share();
    const from = <Kind>(kinds: readonly Kind[]): Kind => kinds[Math.floor(random.share() * kinds.length)] as Kind;
    return {
      seconds: random.chance(0.3) ? 0 : Math.ceil(random.lasting(random.chance(0.02) ? 200 : 3)),
      kind: kind < 0.76 ? from(TAPS) : kind < 0.84 ? from(HAPPENINGS) : from(VISITORS),
      tablet: Math.floor(random.share() * tablets),
      pick: Math.floor(random.share() * 41),
    };
  });

/** The same step as the core's property tests know it. */
export const asHalfDayStep = ({ seconds, kind, pick }: Step, desk: number): HalfDayStep => ({
  seconds,
  kind: kind as StepKind,
  pick,
  desk,
});

function often<Kind extends string>(times: number, ...kinds: readonly Kind[]): readonly Kind[] {
  return Array.from({ length: times }, () => kinds).flat();
}
