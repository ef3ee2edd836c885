import { BESIDE_A_LANE } from "#lib/booking/overbook.ts";
import { bookedAfterEachChange } from "./booked-after-each-change.ts";
import type { Replay } from "./replay.ts";

/** Never more appointments beside the lanes than allowed. The limit is checked under the lock; no constraint of the database enforces it. */
export function besideTheLanes({ record }: Replay): readonly string[] {
  const most = record.permanence.lanes * BESIDE_A_LANE;
  const counts = bookedAfterEachChange(record).map(({ booked }) => booked.filter(({ lane }) => lane === null).length);
  return counts.flatMap((count, index) =>
    count > most && count > (counts[index - 1] ?? 0)
      ? [`${count} appointments stand beside the lanes, where ${most} may`]
      : [],
  );
}
