import { overlaps } from "#lib/time/interval.ts";
import { formatTime } from "./format-time.ts";
import { bookedAfterEachChange, type BookedAfterChange } from "./booked-after-each-change.ts";
import type { Replay } from "./replay.ts";

/** At no moment do two booked appointments of one half-day overlap in one lane. */
export const noOverlapPerLane = ({ record }: Replay): readonly string[] =>
  bookedAfterEachChange(record).flatMap(meetings);

/** The overlaps of the appointment that changed; all others were reported before. */
const meetings = ({ change, booked }: BookedAfterChange): readonly string[] =>
  booked.includes(change)
    ? booked
        .filter(
          (other) => other !== change && other.lane !== null && other.lane === change.lane && overlaps(other, change),
        )
        .map(
          (other) =>
            `lane ${change.lane} holds two appointments, ${formatTime(other.start)} and ${formatTime(change.start)}, from ${formatTime(change.at)} on`,
        )
    : [];
