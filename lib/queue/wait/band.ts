import { instant, type Instant } from "../../time/instant.ts";

/** The earliest and the latest moment that are announced for a turn. */
export type Band = { readonly earliest: Instant; readonly latest: Instant };

/**
 * Width of the announced range below (LESS) and above (MORE) the estimate, as a fraction of it (docs/line.md#waiting-time).
 * `one`: when a single help comes before. LESS is the 20th percentile of a log-normal distribution with a spread of 0.6;
 * MORE is a tenth wider, for the minutes between two helps. `floor` and `ceiling` limit the fraction for many helps and for
 * few.
 */
const LESS = { one: 0.45, floor: 0.2, ceiling: 0.35 };
const MORE = { one: 0.55, floor: 0.2, ceiling: 0.45 };

/** The helps that end before a turn: the sum of their usual minutes, and of the squares of these. */
export type Helps = { readonly minutes: number; readonly squares: number };

/** One more help, by its usual minutes. */
export const withHelp = (helps: Helps, minutes: number): Helps => ({
  minutes: helps.minutes + minutes,
  squares: helps.squares + minutes ** 2,
});

/**
 * The band around a turn that is estimated for `at`. Helps are independent of each other, so the share shrinks as 1/√n for n
 * equal ones, and less when one is much longer than the others. `before`: the band of the turn before this one; a later turn
 * never begins or ends earlier. Simulated with helps of 10, 25 and 45 minutes, 1 to 3 desks and 0 to 10 people ahead, it
 * holds 68 to 87 % of calls when helps vary by 40 %, and 57 to 83 % when they vary by 60 %.
 */
export function bandAround(at: Instant, now: Instant, helps: Helps, before: Band): Band {
  const share = helps.minutes === 0 ? 1 : Math.sqrt(helps.squares) / helps.minutes;
  const within = ({ one, floor, ceiling }: typeof LESS): number =>
    Math.min(ceiling, Math.max(floor, one * share)) * (at - now);
  return {
    earliest: instant(Math.max(before.earliest, at - within(LESS))),
    latest: instant(Math.max(before.latest, at + within(MORE))),
  };
}
