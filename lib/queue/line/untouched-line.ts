import type { LineState } from "./line-state.ts";

/**
 * The line of a half-day before any act: nobody has a number, no desk is taken. `given`: what is known of it, or
 * differs.
 */
export const untouchedLine = (
  given: Pick<LineState, "permanence" | "span" | "plannedDesks"> & Partial<LineState>,
): LineState => ({
  version: 0,
  status: "scheduled",
  numbers: "not-yet",
  suspended: false,
  windows: [],
  desks: [],
  nextNumber: 1,
  leases: [],
  calls: 0,
  visits: [],
  expected: [],
  overtakes: [],
  undoable: [],
  ...given,
});
