import type { Instant } from "../time/instant.ts";
import type { Result } from "../result.ts";
import type { DeskTaken, Override } from "./commands.ts";
import type { QueueRefusal } from "./refusal.ts";
import type { LeftWhy, Origin, Visit } from "./visit.ts";

/**
 * What happened to a line. Every event is appended with who, device, when; `evolve` applies it.
 * `overtaken`: the visits in line in front of whom the team put her though she was not on their closed list.
 */
export type QueueEvent =
  | { readonly type: "numbers-given" }
  | { readonly type: "numbers-stopped" }
  | { readonly type: "opened"; readonly desks: readonly DeskTaken[] }
  | { readonly type: "desk-taken"; readonly desk: number; readonly conseiller?: string }
  | { readonly type: "visit-joined"; readonly visit: string; readonly number: number; readonly origin: Origin; readonly joinedAt: Instant; readonly priority: boolean; readonly topic?: string; readonly language?: string; readonly card?: number; readonly overtaken: readonly string[] }
  | { readonly type: "visit-prioritised"; readonly visit: string; readonly overtaken: readonly string[] }
  /** `passes`: expected appointments whose turn this call took. `by` choice is an explicit call; an override when `overtaken` holds somebody. */
  | { readonly type: "visit-called"; readonly visit: string; readonly desk: number; readonly conseiller?: string; readonly by: "rule" | "choice"; readonly override?: Override; readonly passes: readonly string[]; readonly overtaken: readonly string[] }
  | { readonly type: "visit-started"; readonly visit: string }
  | { readonly type: "visit-finished"; readonly visit: string }
  | { readonly type: "visit-absent"; readonly visit: string }
  | { readonly type: "visit-left"; readonly visit: string; readonly why: LeftWhy }
  /**
   * The act of `command` on this visit is taken back: the visit is `before` again, or its number was given by mistake.
   * `call`: which of the standing calls is taken back, when the act was one.
   */
  | { readonly type: "undone"; readonly command: string; readonly visit: string; readonly before: Visit | null; readonly call?: number };

/** An event with the moment and the command it came from: what `evolve` needs beside the event itself. */
export type Stamped = { readonly event: QueueEvent; readonly at: Instant; readonly command: string };

/** What a deed of the line answers: what happened (nothing, when it was so already), or why not. */
export type Decision = Result<readonly QueueEvent[], QueueRefusal>;
