import { overlaps } from "#lib/time/interval.ts";
import { clock } from "./say.ts";
import { standingsOf, type Standings } from "./standings.ts";
import type { Story } from "./story.ts";

/** At no moment do two booked appointments of one half-day meet in one lane. */
export const noOverlapPerLane = ({ record }: Story): readonly string[] => standingsOf(record).flatMap(meetings);

/** Only those of the appointment that changed: the rest was said before. */
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
