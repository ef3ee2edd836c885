import { overlaps, type Interval } from "#lib/time/interval.ts";
import { instant, MINUTE } from "#lib/time/instant.ts";
import type { Action } from "#tests/rig/history.ts";
import type { Step, Replay } from "./replay.ts";
import { seenDuring, type Reconstruction } from "./reconstruction.ts";

type Booking = Extract<Action, { type: "book" | "move" | "cancel" }>;
/** The time of a call, from request to answer. */
export type CallTime = { readonly began: number; readonly ended: number };

const QUARTER = 15 * MINUTE;

/** How long before an hour residents may book it, where a place says nothing else (docs/booking.md#shortest-notice). */
const NOTICE = 30 * MINUTE;

/**
 * Whether the refusal of a booking, move or cancellation was true at some instant of its call. Does not use the
 * functions of the rules.
 */
export function isTrueOfBooking(code: string, action: Booking, run: Reconstruction, call: CallTime): boolean {
  const replay = run.of(action.permanence);
  if (!replay) return code === "not-found";
  const steps = seenDuring(replay, call.began, call.ended);
  switch (code) {
    case "slot-taken":
      return action.type !== "cancel" && steps.some((step) => free(replay, step, action, run).length === 0);
    case "leaves-a-hole":
      return action.type !== "cancel" && steps.some((step) => leavesAHole(replay, step, action, run, call));
    case "too-soon":
      return action.type !== "cancel" && action.start < call.ended;
    case "short-notice":
      return action.type !== "cancel" && action.start < call.ended + NOTICE;
    // The estimate is not made again here: it may refuse wherever people wait at an open half-day.
    case "too-many-wait":
      return action.type !== "cancel" && steps.some(({ line }) => line.status === "open" && line.visits.length > 0);
    case "unknown-topic":
      return (
        action.type === "move" &&
        run.minutesOf(action.appointment) === 15 &&
        !replay.record.permanence.topics.includes("papier")
      );
    case "overbooked-enough":
      return steps.some(
        ({ booked }) => booked.filter(({ lane }) => lane === undefined).length >= replay.record.permanence.lanes,
      );
    case "permanence-closed":
      return steps.some(({ line }) => line.status === "closed");
    case "too-late":
      return action.type === "move"
        ? isFixed(action.appointment, run, call)
        : action.type === "cancel" && steps.some(({ line }) => line.status === "closed");
    case "state-changed":
      return action.type === "move"
        ? isGivenUp(action.appointment, run, call)
        : action.type === "cancel" && isPastLeaving(action.appointment, run, call);
    default:
      return false;
  }
}

/** The lanes in which the appointment fits at that step, without regard to its own present lane. */
function free(
  { record }: Replay,
  { booked }: Step,
  action: Exclude<Booking, { type: "cancel" }>,
  run: Reconstruction,
): readonly number[] {
  const span = spanOf(action, run);
  const others = action.type === "move" ? booked.filter(({ id }) => id !== action.appointment) : booked;
  const lanes = Array.from({ length: record.permanence.lanes }, (_, index) => index + 1);
  return lanes.filter((lane) => !others.some((other) => other.lane === lane && overlaps(other.span, span)));
}

/** Whether in every lane where it fits a single quarter of an hour would be left beside it. */
function leavesAHole(
  replay: Replay,
  step: Step,
  action: Exclude<Booking, { type: "cancel" }>,
  run: Reconstruction,
  { began, ended }: CallTime,
): boolean {
  if (replay.record.permanence.topics.includes("papier")) return false;
  const span = spanOf(action, run);
  const lanes = free(replay, step, action, run);
  return (
    lanes.length > 0 &&
    lanes.every((lane) => {
      const others = step.booked.filter(
        (other) => other.lane === lane && !(action.type === "move" && other.id === action.appointment),
      );
      const { start, end } = replay.record.permanence;
      const after = Math.min(end, ...others.map((other) => other.span.start).filter((other) => other >= span.end));
      const before = others.map((other) => other.span.end).filter((other) => other <= span.start);
      return (
        after - span.end === QUARTER ||
        [began, ended].some((now) => span.start - Math.max(onGrid(start, now), ...before) === QUARTER)
      );
    })
  );
}

const onGrid = (start: number, now: number): number => start + Math.ceil(Math.max(0, now - start) / QUARTER) * QUARTER;

const spanOf = (action: Exclude<Booking, { type: "cancel" }>, run: Reconstruction): Interval => ({
  start: action.start,
  end: instant(action.start + (action.type === "book" ? action.minutes : run.minutesOf(action.appointment)) * MINUTE),
});

const stepsAround = (appointment: string, run: Reconstruction, { began, ended }: CallTime): readonly Step[] =>
  run.around(appointment).flatMap((replay) => seenDuring(replay, began, ended));

/** Whether its hour had come, or its person had checked in. */
const isFixed = (appointment: string, run: Reconstruction, call: CallTime): boolean =>
  stepsAround(appointment, run, call).some(
    ({ booked, line }) =>
      booked.some(({ id, span }) => id === appointment && span.start <= call.ended) ||
      line.visits.some(({ origin }) => origin.kind === "appointment" && origin.appointment === appointment),
  );

const isGivenUp = (appointment: string, run: Reconstruction, { ended }: CallTime): boolean =>
  run
    .around(appointment)
    .some(({ record }) =>
      record.changes.some(
        (change) => change.appointment === appointment && change.state !== "booked" && change.at <= ended,
      ),
    );

const isPastLeaving = (appointment: string, run: Reconstruction, call: CallTime): boolean =>
  stepsAround(appointment, run, call).some(({ line }) =>
    line.visits.some(
      ({ origin, state }) =>
        origin.kind === "appointment" &&
        origin.appointment === appointment &&
        state !== "waiting" &&
        state !== "called" &&
        state !== "absent",
    ),
  );
