import { instant, MINUTE, plusMinutes, type Instant } from "../../time/instant.ts";
import { awaitedAt } from "../line/desks.ts";
import { occupantOf, type Desk, type LineState } from "../line/line-state.ts";
import type { CalledVisit, PausedVisit, ServingVisit } from "../line/visit.ts";

/** How long help with this topic usually takes, in minutes; without topic, an ordinary visit. */
export type MinutesOf = (topic?: string) => number;

/** When help takes longer than usual, nobody knows for how much longer: one step of the announced fives. */
const OVERRUN = 5;

/** A desk, when it is free, and the minutes of help that end then. */
export type FreeTime = { readonly free: Instant; readonly minutes: number };

/**
 * When each desk will be free for a call: the one who sits there has been helped, and those it awaits from a pause too.
 * A break counts when its end is announced.
 */
export const freeTimes = (state: LineState, now: Instant, minutesOf: MinutesOf): readonly FreeTime[] =>
  state.desks.filter(isAtWork).map((desk) => {
    const occupant = occupantOf(state, desk.number);
    const minutes = [...(occupant ? [occupant] : []), ...awaitedAt(state, desk.number)].reduce(
      (sum, visit) => sum + remaining(visit, now, minutesOf(visit.topic)),
      0,
    );
    return { free: plusMinutes(beginOf(desk, now), minutes), minutes };
  });

/** Somebody is behind the desk, or has said when she is back. */
export const isAtWork = (desk: Desk): boolean =>
  desk.state === "present" || (desk.state === "break" && desk.breakUntil !== undefined);

const beginOf = (desk: Desk, now: Instant): Instant =>
  desk.state === "break" ? instant(Math.max(desk.breakUntil ?? now, plusMinutes(now, OVERRUN))) : now;

/** What a pause has taken counts as time of help: nobody kept when it began. */
const remaining = (visit: CalledVisit | ServingVisit | PausedVisit, now: Instant, usual: number): number =>
  Math.max(OVERRUN, usual - (visit.state === "called" ? 0 : (now - visit.startedAt) / MINUTE));
