import { BESIDE_A_LANE } from "#lib/booking/overbook.ts";
import { overlaps } from "#lib/time/interval.ts";
import type { ChangeRow, HalfDayRecord } from "#tests/rig/evidence.ts";
import { formatTime, type Replay } from "./replay.ts";

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

/**
 * Never more appointments beside the lanes than allowed. The limit is checked under the lock; no constraint of the
 * database enforces it.
 */
export function besideTheLanes({ record }: Replay): readonly string[] {
  const most = record.permanence.lanes * BESIDE_A_LANE;
  const counts = bookedAfterEachChange(record).map(({ booked }) => booked.filter(({ lane }) => lane === null).length);
  return counts.flatMap((count, index) =>
    count > most && count > (counts[index - 1] ?? 0)
      ? [`${count} appointments stand beside the lanes, where ${most} may`]
      : [],
  );
}

/** The appointments of a half-day after a change; `lane` is null for those booked beside the lanes. */
type BookedAfterChange = { readonly change: ChangeRow; readonly booked: readonly ChangeRow[] };

/** The booked appointments after each change, in the order in which the changes were written. */
function bookedAfterEachChange({ changes }: HalfDayRecord): readonly BookedAfterChange[] {
  let booked: readonly ChangeRow[] = [];
  return changes.map((change) => {
    const others = booked.filter(({ appointment }) => appointment !== change.appointment);
    booked = change.stands && change.state === "booked" ? [...others, change] : others;
    return { change, booked };
  });
}
