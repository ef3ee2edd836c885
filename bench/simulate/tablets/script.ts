import { STEP_KINDS, type StepKind } from "#tests/support/half-day-acts.ts";
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

/** Taps that are more than one act, or that the core's property tests do not play in this form. */
const OWN_TAPS = [
  ...often(14, "finish-and-go-on"),
  ...often(2, "resume-here"),
  "finish-about",
  "empties-desk",
] as const;
export type OwnTap = (typeof OWN_TAPS)[number];

/**
 * One step of a script, `seconds` after the one before. `tablet`: from 0. `pick`: chooses among what it may concern.
 */
export type Step = {
  readonly seconds: number;
  readonly kind: StepKind | OwnTap | Happening | Visitor | typeof NIGHT;
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
const TAPS = [...STEP_KINDS.filter((kind) => !NO_TAPS.has(kind)), ...OWN_TAPS];

const isTap = (kind: Step["kind"]): boolean => (TAPS as readonly string[]).includes(kind);

/** Of a script with a night, how much comes before it. */
const BEFORE_NIGHT = 0.9;

/**
 * A script of so many steps: three of four are taps of somebody of the team, the others something that happens or an
 * act of a visitor. One of five has a night near its end; before half of the nights somebody closes without network.
 */
export function scriptOf(random: Random, steps: number, tablets: number): readonly Step[] {
  const day = anySteps(random, steps, tablets);
  if (!random.chance(0.2)) return day;
  const before = Math.floor(steps * BEFORE_NIGHT);
  const night: Step = { seconds: 0, kind: NIGHT, tablet: 0, pick: 0 };
  return day.toSpliced(before, 1, ...(random.chance(0.5) ? closing(random, tablets) : []), night);
}

/**
 * Each tablet has network and its own person, and every desk ends its help. Then one tablet has no network, goes on for
 * a while, and closes: the server hears of it after the automatic end.
 */
function closing(random: Random, tablets: number): readonly Step[] {
  const tablet = Math.floor(random.share() * tablets);
  const step = (kind: Step["kind"], of = tablet, pick = 40): Step => ({ seconds: 5, kind, tablet: of, pick });
  const some = (most: number): readonly Step[] => anySteps(random, Math.floor(random.share() * most), tablets);
  return [
    ...Array.from({ length: tablets }, (_, index) => [
      ...(["joined", "quick", "answers-again"] as const).map((kind) => step(kind, index)),
      step("colleague", index, index),
      step("empties-desk", index),
    ]).flat(),
    step("cut"),
    ...some(6).flatMap((one) => (isTap(one.kind) ? [{ ...one, tablet }] : [])),
    step("empties-desk"),
    step("close", tablet, 30 + Math.floor(random.share() * 11)),
    ...some(3),
  ];
}

const anySteps = (random: Random, steps: number, tablets: number): readonly Step[] =>
  Array.from({ length: steps }, () => {
    const kind = random.share();
    const from = <Kind>(kinds: readonly Kind[]): Kind => kinds[Math.floor(random.share() * kinds.length)] as Kind;
    return {
      // Mostly a few, or none; now and then minutes.
      seconds: random.chance(0.5) ? 0 : Math.ceil(random.lasting(random.chance(0.015) ? 150 : 2)),
      kind: kind < 0.76 ? from(TAPS) : kind < 0.84 ? from(HAPPENINGS) : from(VISITORS),
      tablet: Math.floor(random.share() * tablets),
      pick: Math.floor(random.share() * 41),
    };
  });

function often<Kind extends string>(times: number, ...kinds: readonly Kind[]): readonly Kind[] {
  return Array.from({ length: times }, () => kinds).flat();
}
