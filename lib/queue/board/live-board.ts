import { instant, MINUTE, type Instant } from "#lib/time/instant.ts";
import { aheadIn, passedWithoutNetwork } from "#lib/queue/order/who-may-pass.ts";
import { minutesAway } from "#lib/queue/acts/away.ts";
import {
  asIfResumed,
  beforeClosing,
  comesTooLate,
  forecastTurns,
  middleOf,
  waitOfNewcomer,
  waitOfVisit,
} from "#lib/queue/wait/estimate-wait.ts";
import type { Ahead, Board, Follow, LiveBoard, Wait } from "./board.ts";
import { byOrderKey, isBack } from "#lib/queue/order/next-in-turn.ts";
import type { Pace } from "#lib/queue/wait/pace.ts";
import type { LineState, Overtake } from "#lib/queue/line/line-state.ts";
import {
  pictureOf,
  isAtDesk,
  isLastCall,
  isMissing,
  isThere,
  isUncalled,
  type UncalledVisit,
  type Visit,
} from "#lib/queue/line/visit.ts";
import type { NumbersState, PermanenceStatus } from "#lib/schedule/permanence.ts";

/** How long the team's devices may be silent before the line counts as unknown (docs/without-network.md#offline). */
export const SILENCE = 3 * MINUTE;

/**
 * Whether the state of the line is known. False when the half-day is running and no team device was heard for three
 * minutes. `heardAt`: the last heartbeat of a team device; a team that never used a device here has none, and its line
 * counts as known.
 */
export function isAlive(
  permanence: {
    readonly status: PermanenceStatus;
    readonly numbers: NumbersState;
    readonly heardAt: Instant | undefined;
  },
  now: Instant,
): boolean {
  const atWork = permanence.status === "open" || (permanence.status === "scheduled" && permanence.numbers === "given");
  return !atWork || permanence.heardAt === undefined || now - permanence.heardAt < SILENCE;
}

/**
 * How many calls a board shows (docs/line.md#board): two desks may call at once, and somebody may have missed the last.
 */
const LAST_CALLS = 4;

/** A visit that has just ended is still followed, so that its page says how it ended. */
const FOLLOWED_AFTER_END = 5 * MINUTE;

/**
 * What the room screen and the page of every number read at this moment. `alive`: whether the line is known; when it is
 * not, no wait is announced.
 */
export function boardOf(state: LineState, now: Instant, pace: Pace, alive: boolean): LiveBoard {
  const forecasts = forecastTurns(state, now, pace);
  const withTeam = state.visits.filter((visit) => visit.state === "serving").length;
  const aheadOf = aheadIn(state, now);
  const whyMore = whyMoreAhead(state);
  const announced = (wait: Wait): Wait => (alive ? wait : { state: "unknown" });
  const resumed = asIfResumed(state, now);
  const tooLate = state.suspended && alive && comesTooLate(waitOfNewcomer(resumed, now, pace), now, state.span.end);
  return {
    version: state.version,
    called: lastCalls(state),
    waiting: state.visits.filter((visit) => isThere(visit, now)).length,
    ...(withTeam > 0 && { withTeam }),
    wait: announced(waitOfNewcomer(state, now, pace)),
    ...(state.message !== undefined && { message: state.message }),
    ...(state.suspended && { suspended: true }),
    ...(state.numbersByTeam && { numbersByTeam: true }),
    ...(tooLate && { tooLate: true }),
    alive,
    asOf: now,
    follows: state.visits
      .filter((visit) => isFollowed(visit, now))
      .map((visit) => {
        const wait = announced(waitOfVisit(state, visit, forecasts));
        const answer = beforeClosing(state, visit, now, announced(waitOfVisit(resumed, visit, forecasts)), pace);
        const by = wait.state === "range" ? inRoomBy(visit, forecasts.get(visit.id)?.low, now) : undefined;
        return {
          ...followOf(state, visit, now, aheadOf(visit)),
          wait,
          beforeClosing: answer,
          ...whyMore(visit),
          ...(by !== undefined && { inRoomBy: by }),
        };
      }),
  };
}

function followOf(
  state: LineState,
  visit: Visit,
  now: Instant,
  ahead: Ahead,
): Omit<Follow, "wait" | "beforeClosing" | "letPast"> {
  return {
    number: visit.number,
    picture: pictureOf(visit.number),
    state: visit.state,
    ...((isAtDesk(visit) || visit.state === "paused") && { desk: visit.desk }),
    ahead,
    ...awayOf(state, visit, now),
    ...(visit.toFetch && { toFetch: true }),
    ...(isMissing(visit) && { missing: true }),
    ...(visit.state === "called" && isLastCall(visit) && { lastCall: true }),
    ...(visit.state === "paused" && visit.for === "other-desk" && { handedOver: true }),
    ...(visit.state === "left" && visit.why === "missed-calls" && { unanswered: true }),
    ...(visit.state === "unserved" && state.endedAutomaticallyAt !== undefined && { notRecorded: true }),
  };
}

/** What the page of a number says of people who came before it since. */
export type WhyMoreAhead = Pick<Follow, "letPast" | "cameBack" | "withoutNetwork">;

/**
 * Of each visit in line, why more people may be before it than when its number was given (docs/line.md#the-promise).
 * Whatever makes them more is in one of these.
 */
export function whyMoreAhead(state: LineState): (visit: Visit) => WhyMoreAhead {
  const isPassed = passedWithoutNetwork(state);
  const standing = stillBefore(state);
  const overtaken = new Set(standing.flatMap((overtake) => letPastBy(overtake)));
  const returned = new Set(standing.flatMap((overtake) => (overtake.returned ? othersOf(overtake) : [])));
  const back = state.visits.filter(isUncalled).filter(isBack);
  return (visit) => ({
    letPast: overtaken.has(visit.id),
    ...((returned.has(visit.id) || back.some((other) => isUncalled(visit) && comesFirst(other, visit))) && {
      cameBack: true as const,
    }),
    ...(isPassed(visit) && { withoutNetwork: true as const }),
  });
}

/** Whether somebody who is back comes before this one. */
const comesFirst = (back: UncalledVisit, visit: UncalledVisit): boolean =>
  back.id !== visit.id && (!isBack(visit) || byOrderKey(back, visit) < 0);

/** The overtakes but for those of somebody who has left again without help. */
function stillBefore({ visits, overtakes }: LineState): readonly Overtake[] {
  const gone = new Set(visits.filter((visit) => "endedAt" in visit && !("startedAt" in visit)).map(({ id }) => id));
  return overtakes.filter(({ visit }) => !gone.has(visit));
}

/** Before whom the team put somebody: all of them; by an undo the person themselves, before whom others are again. */
const letPastBy = ({ visit, overtaken, returned }: Overtake): readonly string[] =>
  returned ? overtaken.filter((id) => id === visit) : overtaken;

const othersOf = ({ visit, overtaken }: Overtake): readonly string[] => overtaken.filter((id) => id !== visit);

function awayOf(state: LineState, visit: Visit, now: Instant): Pick<Follow, "awayUntil" | "dueBack" | "minutesAway"> {
  if (visit.state !== "waiting") return {};
  if (visit.awayUntil !== undefined && now < visit.awayUntil) return { awayUntil: visit.awayUntil };
  const minutes = minutesAway(state, visit, now);
  return {
    ...(visit.awayUntil !== undefined && { dueBack: true }),
    ...(minutes.length > 0 && { minutesAway: minutes }),
  };
}

const isFollowed = (visit: Visit, now: Instant): boolean =>
  !("endedAt" in visit) || now - visit.endedAt < FOLLOWED_AFTER_END;

/** Latest call first. Somebody who was called and has not come yet is never pushed out by somebody who has. */
function lastCalls(state: LineState): Board["called"] {
  const calls = state.visits
    .filter((visit) => "calledAt" in visit)
    .sort((a, b) => b.calledAt - a.calledAt || b.number - a.number);
  const kept = [
    ...calls.filter(({ state }) => state === "called"),
    ...calls.filter(({ state }) => state !== "called"),
  ].slice(0, LAST_CALLS);
  return calls
    .filter((visit) => kept.includes(visit))
    .map(({ number, desk, calledAt, toFetch }) => ({
      number,
      picture: pictureOf(number),
      desk,
      calledAt,
      ...(toFetch && { toFetch }),
    }));
}

/**
 * In minutes: whoever may be called this soon is told to come back to the room. Less would leave no time to come, more
 * would not be true any more when it arrives.
 */
const NEAR = 5;
const STEP = 5 * MINUTE;

/**
 * From when on somebody who waits may be called, to five minutes: the lower end of what is expected. Undefined once
 * that is within five minutes, and of whoever is out until an hour that they said, or is fetched by the team.
 * `low`: minutes from now, before they are rounded, so that the moment stays while nothing happens.
 */
function inRoomBy(visit: Visit, low: number | undefined, now: Instant): Instant | undefined {
  if (low === undefined || low < 2 * NEAR || !isThere(visit, now) || visit.toFetch) return undefined;
  return instant(Math.floor((now + low * MINUTE) / STEP) * STEP);
}

/**
 * About when the turn of this number comes, to five minutes, once it may come within five: the middle of the range that
 * its page shows. Undefined while it is further away or not known, and of whoever is out until an hour that they said,
 * or is fetched by the team.
 */
export function turnIsNear({ state, wait, awayUntil, toFetch }: Follow, asOf: Instant): Instant | undefined {
  if (state !== "waiting" || wait.state !== "range" || wait.low > NEAR) return undefined;
  if (awayUntil !== undefined || toFetch) return undefined;
  return instant(Math.ceil((asOf + middleOf(wait) * MINUTE) / STEP) * STEP);
}
