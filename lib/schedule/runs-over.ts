import { plusMinutes, type Instant } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";

/** Minutes: the last person of a morning has gone by then. */
const RUNS_OVER = 3 * 60;

/** Whether a half-day that nobody closed may still be going on at that moment; later, somebody forgot to close it. */
export const mayGoOn = ({ end }: Pick<Interval, "end">, now: Instant): boolean => now < plusMinutes(end, RUNS_OVER);
