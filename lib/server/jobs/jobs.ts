import type { Instant } from "../../time/instant.ts";
import { logDone } from "../log.ts";
import { eraseDue, isErasureDue } from "../privacy/erase-due.ts";
import { isPlanDue, planDue } from "../planning/plan-due.ts";

/** Work that is found by our clock: whether some is due at a moment, cheaply, and the doing of it, safe to repeat. */
export type Job = {
  /** Its name in the queue: in small letters, kept for ever. */
  readonly name: string;
  readonly isDue: (now: Instant) => Promise<boolean>;
  readonly does: (now: Instant) => Promise<void>;
};

/** All of it. What comes next (reminders, statistics of the night) is one line here. */
export const jobs: readonly Job[] = [
  { name: "erase", isDue: isErasureDue, does: async (now) => logDone("erased", await eraseDue(now)) },
  { name: "plan", isDue: isPlanDue, does: async (now) => logDone("planned", await planDue(now)) },
];
