import type { ChangeRow, HalfDayRecord } from "../evidence.ts";

/** Who is booked in a half-day after a change; without a lane they stand beside. */
export type Standings = { readonly change: ChangeRow; readonly booked: readonly ChangeRow[] };

/** After each change of its appointments, in the order in which they were written. Knows nothing of the line. */
export function standingsOf({ changes }: HalfDayRecord): readonly Standings[] {
  let booked: readonly ChangeRow[] = [];
  return changes.map((change) => {
    const others = booked.filter(({ appointment }) => appointment !== change.appointment);
    booked = change.stands && change.state === "booked" ? [...others, change] : others;
    return { change, booked };
  });
}
