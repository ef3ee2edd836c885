import type { ChangeRow, HalfDayRecord } from "../evidence.ts";

/** The appointments of a half-day after a change; `lane` is null for those booked beside the lanes. */
export type Standings = { readonly change: ChangeRow; readonly booked: readonly ChangeRow[] };

/** The booked appointments after each change, in the order in which the changes were written. */
export function standingsOf({ changes }: HalfDayRecord): readonly Standings[] {
  let booked: readonly ChangeRow[] = [];
  return changes.map((change) => {
    const others = booked.filter(({ appointment }) => appointment !== change.appointment);
    booked = change.stands && change.state === "booked" ? [...others, change] : others;
    return { change, booked };
  });
}
