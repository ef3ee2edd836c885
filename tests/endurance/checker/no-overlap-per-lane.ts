import { overlaps } from "#lib/time/interval.ts";
import { clock } from "./say.ts";
import { standingsOf, type Standings } from "./standings.ts";
import type { Replay } from "./replay.ts";

/** At no moment do two booked appointments of one half-day overlap in one lane. */
export const noOverlapPerLane = ({ record }: Replay): readonly string[] => standingsOf(record).flatMap(meetings);

/** The overlaps of the appointment that changed; all others were reported before. */
const meetings = ({ change, booked }: Standings): readonly string[] =>
  booked.includes(change)
    ? booked
        .filter(
          (other) => other !== change && other.lane !== null && other.lane === change.lane && overlaps(other, change),
        )
        .map(
          (other) =>
            `lane ${change.lane} holds two appointments, ${clock(other.start)} and ${clock(change.start)}, from ${clock(change.at)} on`,
        )
    : [];
