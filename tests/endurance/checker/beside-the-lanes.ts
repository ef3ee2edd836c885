import { BESIDE_A_LANE } from "#lib/booking/overbook.ts";
import { standingsOf } from "./standings.ts";
import type { Story } from "./story.ts";

/** Never more appointments beside the lanes than a half-day may have: the limit is counted under the lock, no constraint keeps it. */
export function besideTheLanes({ record }: Story): readonly string[] {
  const most = record.permanence.lanes * BESIDE_A_LANE;
  const counts = standingsOf(record).map(({ booked }) => booked.filter(({ lane }) => lane === null).length);
  return counts.flatMap((count, index) =>
    count > most && count > (counts[index - 1] ?? 0)
      ? [`${count} appointments stand beside the lanes, where ${most} may`]
      : [],
  );
}
