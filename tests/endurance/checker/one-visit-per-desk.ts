import { formatTime } from "./format-time.ts";
import type { Step, Replay } from "./replay.ts";

/** At no moment are two people called to, or helped at, one desk. */
export const oneVisitPerDesk = ({ steps }: Replay): readonly string[] =>
  steps.flatMap((step) =>
    twice(deskOf(step)).map(
      (desk) => `desk ${desk} had two people at ${formatTime(step.at)}, after ${step.event?.type}`,
    ),
  );

const deskOf = ({ line, event }: Step): readonly number[] =>
  event
    ? line.visits.flatMap((visit) => (visit.state === "called" || visit.state === "serving" ? [visit.desk] : []))
    : [];

const twice = (numbers: readonly number[]): readonly number[] =>
  numbers.filter((number, index) => numbers.indexOf(number) !== index);
