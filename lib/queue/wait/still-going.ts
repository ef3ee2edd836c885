import { instant, MINUTE, minutesBetween, plusMinutes, type Instant } from "#lib/time/instant.ts";

/**
 * From how many times the usual minutes on the tablet asks whether a help still goes on: « Terminer » may have been
 * forgotten.
 */
const TIMES = 2;

/** Whether help that began then is asked about. `usual`: the minutes of its topic at that place. */
export const isAskedAbout = (startedAt: Instant, now: Instant, usual: number): boolean =>
  minutesBetween(startedAt, now) >= TIMES * usual;

/** Minutes to which an end that is said later is offered: nobody remembers it more exactly. */
const ROUNDED = 5;

/**
 * The ends to choose from when help had ended before somebody noted it, the earliest first: after its usual minutes,
 * and half-way from then to now. Each after its beginning and before now.
 */
export function endsToChoose(startedAt: Instant, now: Instant, usual: number): readonly Instant[] {
  const usually = plusMinutes(startedAt, usual);
  const halfWay = instant((usually + now) / 2);
  const rounded = [usually, halfWay].map((end) => instant(Math.round(end / (ROUNDED * MINUTE)) * ROUNDED * MINUTE));
  return [...new Set(rounded)].filter((end) => end > startedAt && end < now);
}
