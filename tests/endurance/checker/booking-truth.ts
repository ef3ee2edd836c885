import { overlaps, type Interval } from "#lib/time/interval.ts";
import { instant, MINUTE } from "#lib/time/instant.ts";
import type { Deed } from "../history.ts";
import type { Step, Story } from "./story.ts";
import { seenDuring, type Told } from "./told.ts";

type Booking = Extract<Deed, { type: "book" | "move" | "cancel" }>;
/** When the call took place: from the asking to the answer. */
export type Call = { readonly began: number; readonly ended: number };

const QUARTER = 15 * MINUTE;

/** Whether what a booking, a move or a cancellation was told was so at some instant of its call. Not by the rules' own functions. */
export function isTrueOfBooking(code: string, deed: Booking, told: Told, call: Call): boolean {
  const story = told.of(deed.permanence);
  if (!story) return code === "not-found";
  const steps = seenDuring(story, call.began, call.ended);
  switch (code) {
    case "slot-taken":
      return deed.type !== "cancel" && steps.some((step) => free(story, step, deed, told).length === 0);
    case "leaves-a-hole":
      return deed.type !== "cancel" && steps.some((step) => leavesAHole(story, step, deed, told, call));
    case "too-soon":
      return deed.type !== "cancel" && deed.start < call.ended;
    case "unknown-topic":
      return (
        deed.type === "move" &&
        told.minutesOf(deed.appointment) === 15 &&
        !story.record.permanence.topics.includes("papier")
      );
    case "overbooked-enough":
      return steps.some(
        ({ booked }) => booked.filter(({ lane }) => lane === undefined).length >= story.record.permanence.lanes,
      );
    case "permanence-closed":
      return steps.some(({ line }) => line.status === "closed");
    case "too-late":
      return deed.type === "move"
        ? isFixed(deed.appointment, told, call)
        : deed.type === "cancel" && steps.some(({ line }) => line.status === "closed");
    case "state-changed":
      return deed.type === "move"
        ? isGivenUp(deed.appointment, told, call)
        : deed.type === "cancel" && isPastLeaving(deed.appointment, told, call);
    default:
      return false;
  }
}

/** The lanes in which it would fit at that step; its own place does not stand in its way. */
function free(
  { record }: Story,
  { booked }: Step,
  deed: Exclude<Booking, { type: "cancel" }>,
  told: Told,
): readonly number[] {
  const span = spanOf(deed, told);
  const others = deed.type === "move" ? booked.filter(({ id }) => id !== deed.appointment) : booked;
  const lanes = Array.from({ length: record.permanence.lanes }, (_, index) => index + 1);
  return lanes.filter((lane) => !others.some((other) => other.lane === lane && overlaps(other.span, span)));
}

/** In every lane where it fits, a lone quarter of an hour would be left beside it. */
function leavesAHole(
  story: Story,
  step: Step,
  deed: Exclude<Booking, { type: "cancel" }>,
  told: Told,
  { began, ended }: Call,
): boolean {
  if (story.record.permanence.topics.includes("papier")) return false;
  const span = spanOf(deed, told);
  const lanes = free(story, step, deed, told);
  return (
    lanes.length > 0 &&
    lanes.every((lane) => {
      const others = step.booked.filter(
        (other) => other.lane === lane && !(deed.type === "move" && other.id === deed.appointment),
      );
      const { start, end } = story.record.permanence;
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

const spanOf = (deed: Exclude<Booking, { type: "cancel" }>, told: Told): Interval => ({
  start: deed.start,
  end: instant(deed.start + (deed.type === "book" ? deed.minutes : told.minutesOf(deed.appointment)) * MINUTE),
});

const stepsAround = (appointment: string, told: Told, { began, ended }: Call): readonly Step[] =>
  told.around(appointment).flatMap((story) => seenDuring(story, began, ended));

/** Its hour had come, or its person was there. */
const isFixed = (appointment: string, told: Told, call: Call): boolean =>
  stepsAround(appointment, told, call).some(
    ({ booked, line }) =>
      booked.some(({ id, span }) => id === appointment && span.start <= call.ended) ||
      line.visits.some(({ origin }) => origin.kind === "appointment" && origin.appointment === appointment),
  );

const isGivenUp = (appointment: string, told: Told, { ended }: Call): boolean =>
  told
    .around(appointment)
    .some(({ record }) =>
      record.changes.some(
        (change) => change.appointment === appointment && change.state !== "booked" && change.at <= ended,
      ),
    );

const isPastLeaving = (appointment: string, told: Told, call: Call): boolean =>
  stepsAround(appointment, told, call).some(({ line }) =>
    line.visits.some(
      ({ origin, state }) =>
        origin.kind === "appointment" &&
        origin.appointment === appointment &&
        state !== "waiting" &&
        state !== "called" &&
        state !== "absent",
    ),
  );
