import type { NumbersState, PermanenceStatus } from "../../schedule/permanence.ts";
import { MINUTE, type Instant } from "../../time/instant.ts";

/** How long the team's devices may be silent before the line counts as unknown (docs/line.md#offline). */
export const SILENCE = 3 * MINUTE;

/**
 * Whether the state of the line is known. False when the half-day is running and no team device was heard for three
 * minutes. `heardAt`: the last heartbeat of a team device; a team that never used a device here has none, and its line
 * counts as known.
 */
export function isAlive(
  permanence: {
    readonly status: PermanenceStatus;
    readonly numbers: NumbersState;
    readonly heardAt: Instant | undefined;
  },
  now: Instant,
): boolean {
  const atWork = permanence.status === "open" || (permanence.status === "scheduled" && permanence.numbers === "given");
  return !atWork || permanence.heardAt === undefined || now - permanence.heardAt < SILENCE;
}
