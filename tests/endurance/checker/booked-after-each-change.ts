import type { ChangeRow, HalfDayRecord } from "#tests/endurance/evidence.ts";

/** The appointments of a half-day after a change; `lane` is null for those booked beside the lanes. */
export type BookedAfterChange = { readonly change: ChangeRow; readonly booked: readonly ChangeRow[] };

/** The booked appointments after each change, in the order in which the changes were written. */
export function bookedAfterEachChange({ changes }: HalfDayRecord): readonly BookedAfterChange[] {
  let booked: readonly ChangeRow[] = [];
  return changes.map((change) => {
    const others = booked.filter(({ appointment }) => appointment !== change.appointment);
    booked = change.stands && change.state === "booked" ? [...others, change] : others;
    return { change, booked };
  });
}
