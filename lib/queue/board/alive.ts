import type { NumbersState, PermanenceStatus } from "../../schedule/permanence.ts";
import { MINUTE, type Instant } from "../../time/instant.ts";

/** How long the team's devices may be silent before nobody knows the line any more (DESIGN, Offline). */
export const SILENCE = 3 * MINUTE;

/**
 * Whether the line of a permanence is known: a half-day at work has had word from one of its devices less than three
 * minutes ago. One whose team never used a device here is believed.
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
