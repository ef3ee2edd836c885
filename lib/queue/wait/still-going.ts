import { minutesBetween, type Instant } from "../../time/instant.ts";

/** From how many times the usual minutes on the tablet asks whether a help still goes on: « Terminer » may have been forgotten. */
const TIMES = 2;

/** Whether help that began then is asked about. `usual`: the minutes of its topic at that place. */
export const isAskedAbout = (startedAt: Instant, now: Instant, usual: number): boolean =>
  minutesBetween(startedAt, now) >= TIMES * usual;
