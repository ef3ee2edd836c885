/** What has an id in the simulation, in the order of their groups. */
const KINDS = ["conseiller", "visit", "kiosk", "appointment", "half-day"] as const;

/** The UUID of the thing of that kind with that number, from 0: the same in each run. */
export const uuidOf = (kind: (typeof KINDS)[number], index: number): string =>
  `00000000-000${KINDS.indexOf(kind) + 1}-4000-8000-${String(index).padStart(12, "0")}`;
